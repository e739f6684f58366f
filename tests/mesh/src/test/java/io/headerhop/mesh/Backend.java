// SPDX-License-Identifier: Apache-2.0
package io.headerhop.mesh;

import io.headerhop.support.FreePort;
import io.headerhop.support.Http;
import io.headerhop.support.Jaeger;
import io.headerhop.support.Program;
import io.headerhop.support.Programs;
import io.headerhop.support.Span;
import io.headerhop.support.TraceStore;
import io.headerhop.support.Zipkin;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The tests' own Zipkin and Jaeger, each started when first needed; they end with the JVM.
 *
 * @param spans where it receives spans
 */
record Backend(TraceStore store, URI spans) {
    private static final int MORE_THAN_THERE_ARE = 100;

    private static Backend zipkin;
    private static Backend jaeger;

    static synchronized Backend zipkin() throws Exception {
        if (zipkin == null) {
            int port = FreePort.any();
            Program program =
                    Zipkin.start(Path.of("../support/target/zipkin/zipkin.jar"), port, Path.of("target/zipkin"));
            zipkin = started(program, new Zipkin(Http.uri(port, "")), port);
        }
        return zipkin;
    }

    static synchronized Backend jaeger() throws Exception {
        if (jaeger == null) {
            int port = FreePort.any();
            int spans = FreePort.any();
            Program program = Jaeger.start(Programs.jaeger(), port, spans, FreePort.any(), Path.of("target/jaeger"));
            jaeger = started(program, new Jaeger(Http.uri(port, "")), spans);
        }
        return jaeger;
    }

    private static Backend started(Program program, TraceStore store, int spans) throws Exception {
        URI takesSpans = Http.uri(spans, "/");
        program.await(() -> store.isHealthy() && Http.get(takesSpans).statusCode() > 0);
        return new Backend(store, takesSpans);
    }

    /** All spans of the requests with this path. */
    List<Span> spans(String path) throws IOException {
        Instant now = Instant.now();
        return store.traces("path", path, now.minus(Duration.ofHours(1)), now, MORE_THAN_THERE_ARE).stream()
                .flatMap(trace -> trace.spans().stream())
                .toList();
    }
}
