// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.demo;

import io.headerhop.examples.shop.demo.Options.UsageException;
import io.headerhop.examples.shop.service.Running;
import io.headerhop.support.Http;
import io.headerhop.support.Jaeger;
import io.headerhop.support.Program;
import io.headerhop.support.TraceStore;
import io.headerhop.support.Tracer;
import io.headerhop.support.Zipkin;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The Zipkin or Jaeger that the demo uses.
 *
 * @param tracer the tracer with which Envoys send spans to it
 * @param fromEnvoy where it receives spans from Envoys
 * @param fromEmbedded where it receives spans from embedded sidecars
 * @param program null if the demo did not start it
 */
record Backend(
        TraceStore store,
        Tracer tracer,
        URI fromEnvoy,
        URI fromEmbedded,
        @Nullable Program program) {
    private static final int OTLP = 4318;
    private static final int ZIPKIN = 9411;

    /** The requested backend; if the demo starts it, it gets ready while the shop opens. */
    static Backend of(Options options, Running running, Ports ports, Path folder) throws Exception {
        URI url = options.url();
        return switch (options.backend()) {
            case ZIPKIN -> url == null ? startZipkin(running, ports, folder) : runs(zipkin(url, null));
            case JAEGER -> url == null ? startJaeger(running, ports, folder) : runs(jaeger(url, OTLP, ZIPKIN, null));
        };
    }

    /** Makes sure that the requested backend is available. */
    static void check(Options options) throws UsageException {
        if (options.backend() == Options.BackendKind.JAEGER && options.url() == null) {
            jaegerOnPath();
        }
    }

    private static Path jaegerOnPath() throws UsageException {
        return Program.onPath("jaeger")
                .orElseThrow(() -> new UsageException("--backend jaeger: there is no jaeger on the PATH;"
                        + " run examples/shop/install, or use a running one: --jaeger http://127.0.0.1:16686"));
    }

    private static Backend zipkin(URI url, @Nullable Program program) {
        return new Backend(new Zipkin(url), Tracer.ZIPKIN, url, url, program);
    }

    private static Backend jaeger(URI url, int otlp, int zipkin, @Nullable Program program) {
        return new Backend(new Jaeger(url), Tracer.OPENTELEMETRY, at(url, otlp), at(url, zipkin), program);
    }

    private static URI at(URI url, int port) {
        return URI.create("http://" + url.getHost() + ":" + port);
    }

    private static Backend runs(Backend backend) throws IOException {
        TraceStore store = backend.store;
        if (!store.isHealthy()) {
            throw new IOException("No " + store.name() + " answers at " + store.url() + ": start it, or leave out --"
                    + store.name().toLowerCase(Locale.ROOT));
        }
        return backend;
    }

    private static Backend startZipkin(Running running, Ports ports, Path folder) throws Exception {
        ports.checkZipkin();
        Path jar = Path.of(System.getProperty("shop.zipkin", "../../../tests/support/target/zipkin/zipkin.jar"));
        Program program = running.start(() -> Zipkin.start(jar, ports.zipkin(), folder));
        return zipkin(Ports.url(ports.zipkin()), program);
    }

    private static Backend startJaeger(Running running, Ports ports, Path folder) throws Exception {
        ports.checkJaeger();
        Path jaeger = jaegerOnPath();
        Program program = running.start(
                () -> Jaeger.start(jaeger, ports.jaeger(), ports.jaegerOtlp(), ports.jaegerZipkin(), folder));
        return jaeger(Ports.url(ports.jaeger()), ports.jaegerOtlp(), ports.jaegerZipkin(), program);
    }

    void awaitReady() throws IOException, InterruptedException {
        if (program != null) {
            // Any answer means that it accepts spans.
            program.await(() -> store.isHealthy() && Http.get(fromEnvoy).statusCode() > 0);
        }
    }
}
