package io.headerhop.examples.shop.demo;

import io.headerhop.examples.shop.demo.Options.UsageException;
import io.headerhop.support.Program;
import io.headerhop.support.Template;
import io.headerhop.examples.shop.service.Running;
import io.headerhop.examples.shop.demo.sidecar.Tracer;
import io.headerhop.support.Jaeger;
import io.headerhop.support.TraceStore;
import io.headerhop.support.Zipkin;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Zipkin or Jaeger that the demo works with.
 *
 * @param tracer what Envoys send to it with
 * @param fromEnvoy where it takes the spans of Envoys
 * @param fromEmbedded where it takes the spans of embedded sidecars
 * @param program null if it is not the demo's own
 */
record Backend(
        TraceStore store,
        Tracer tracer,
        URI fromEnvoy,
        URI fromEmbedded,
        @Nullable Program program) {
    private static final int OTLP = 4318;
    private static final int ZIPKIN = 9411;

    /** What was asked for; one of the demo's own gets ready while the shop opens. */
    static Backend of(Options options, Running running, Ports ports, Path target, Path folder) throws Exception {
        URI url = options.url();
        return switch (options.backend()) {
            case ZIPKIN -> url == null ? startZipkin(running, ports, target, folder) : runs(zipkin(url, null));
            case JAEGER -> url == null ? startJaeger(running, ports, folder) : runs(jaeger(url, OTLP, ZIPKIN, null));
        };
    }

    /** Makes sure that there is what was asked for. */
    static void check(Options options) throws UsageException {
        if (options.backend() == Options.BackendKind.JAEGER && options.url() == null) {
            jaegerOnPath();
        }
    }

    private static Path jaegerOnPath() throws UsageException {
        return Program.onPath("jaeger")
                .orElseThrow(
                        () -> new UsageException(
                                "--backend jaeger: there is no jaeger on the PATH;"
                                        + " get one by examples/shop/install, or use one that runs already: --jaeger http://127.0.0.1:16686"));
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

    private static Backend runs(Backend backend) throws IOException, InterruptedException {
        TraceStore store = backend.store;
        if (!store.isHealthy()) {
            throw new IOException("No " + store.name() + " answers at " + store.url() + ": start it, or leave out --"
                    + store.name().toLowerCase(Locale.ROOT));
        }
        return backend;
    }

    private static Backend startZipkin(Running running, Ports ports, Path target, Path folder) throws Exception {
        ports.checkZipkin();
        Path jar = target.resolve("zipkin").resolve("zipkin.jar");
        if (!Files.isRegularFile(jar)) {
            throw new IOException("Zipkin is missing: mvn package puts it to " + jar);
        }
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                // Zipkin itself knows of no address to listen on; the server inside it does.
                "-Darmeria.ports[0].address=127.0.0.1",
                "-Darmeria.ports[0].port=" + ports.zipkin(),
                "-Darmeria.ports[0].protocols[0]=http",
                "-jar",
                jar.toString());
        Program program = running.start(() -> Program.start("Zipkin", folder.resolve("zipkin.log"), Map.of(), command));
        return zipkin(Ports.url(ports.zipkin()), program);
    }

    private static Backend startJaeger(Running running, Ports ports, Path folder) throws Exception {
        ports.checkJaeger();
        Map<String, Integer> values =
                Map.of("api", ports.jaeger(), "otlp", ports.jaegerOtlp(), "zipkin", ports.jaegerZipkin());
        Path config = Files.writeString(folder.resolve("jaeger.yaml"), Template.fill("/jaeger/jaeger.yaml", values));
        List<String> command = List.of(jaegerOnPath().toString(), "--config", config.toString());
        // Or it sends spans about itself to wherever OTLP is usually taken.
        Map<String, String> environment = Map.of("OTEL_TRACES_SAMPLER", "always_off");
        Program program =
                running.start(() -> Program.start("Jaeger", folder.resolve("jaeger.log"), environment, command));
        return jaeger(Ports.url(ports.jaeger()), ports.jaegerOtlp(), ports.jaegerZipkin(), program);
    }

    void awaitReady() throws IOException, InterruptedException {
        if (program != null) {
            program.await(() -> store.isHealthy() && takesSpans());
        }
    }

    private boolean takesSpans() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(fromEnvoy.getHost(), fromEnvoy.getPort()), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
