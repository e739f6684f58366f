// SPDX-License-Identifier: Apache-2.0
package io.headerhop.mesh.opentelemetry;

import io.headerhop.support.FreePort;
import io.headerhop.support.Http;
import io.headerhop.support.Jaeger;
import io.headerhop.support.Program;
import io.headerhop.support.TraceStore;
import io.headerhop.support.Tracer;
import io.headerhop.support.Zipkin;
import java.net.URI;
import java.nio.file.Path;

/**
 * A trace store, and how the sidecars speak to it.
 *
 * @param formats which headers the sidecars read and write
 * @param spans where the sidecars send their spans
 */
record Backend(TraceStore store, Tracer tracer, String formats, URI spans, Program program) implements AutoCloseable {

    static Backend zipkin(Files files, Path folder) throws Exception {
        int port = FreePort.any();
        Program program = Zipkin.start(files.zipkin(), port, folder.resolve("zipkin"));
        return started(new Backend(new Zipkin(Http.uri(port, "")), Tracer.ZIPKIN, "B3", Http.uri(port, "/"), program));
    }

    static Backend jaeger(Files files, Path folder) throws Exception {
        int port = FreePort.any();
        int spans = FreePort.any();
        Program program = Jaeger.start(files.jaeger(), port, spans, FreePort.any(), folder.resolve("jaeger"));
        return started(new Backend(
                new Jaeger(Http.uri(port, "")), Tracer.OPENTELEMETRY, "W3C", Http.uri(spans, "/"), program));
    }

    private static Backend started(Backend backend) throws Exception {
        backend.program.await(
                () -> backend.store.isHealthy() && Http.get(backend.spans).statusCode() > 0);
        return backend;
    }

    /** Where an agent sends its spans; only Jaeger takes them. */
    String otlp() {
        return spans.resolve("/").toString();
    }

    boolean takesOtlp() {
        return tracer == Tracer.OPENTELEMETRY;
    }

    @Override
    public void close() throws InterruptedException {
        program.close();
    }
}
