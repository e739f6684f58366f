package io.headerhop.examples.shop.demo.sidecar;

import io.headerhop.support.Program;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Real Envoys, each a process with a bootstrap file of its own that Envoy itself has found valid. */
public final class EnvoySidecars implements Sidecars {
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Path envoy;
    private final EnvoyConfig config;
    private final Path folder;

    /**
     * @param envoy the program
     * @param collector what takes the tracer's spans, such as {@code http://127.0.0.1:9411}
     * @param run a word that each span carries as tag {@code shop.run}, to find them again
     * @param folder for the bootstrap files, and what the Envoys print
     */
    public EnvoySidecars(Path envoy, Tracer tracer, URI collector, String run, Path folder) {
        this.envoy = envoy;
        this.config = new EnvoyConfig(tracer, collector, run);
        this.folder = folder;
    }

    @Override
    public AutoCloseable start(Sidecar sidecar) throws Exception {
        Files.createDirectories(folder);
        String name = sidecar.service() + "'s Envoy";
        Path log = folder.resolve(sidecar.service() + ".log");
        Path bootstrap = Files.writeString(folder.resolve(sidecar.service() + ".yaml"), config.of(sidecar));
        List<String> check = List.of(envoy.toString(), "--mode", "validate", "--config-path", bootstrap.toString());
        try (Program validation = Program.start(name + " --mode validate", log, Map.of(), check)) {
            validation.awaitSuccess();
        }
        Path admin = folder.resolve(sidecar.service() + ".admin");
        Files.deleteIfExists(admin);
        Program program = Program.start(
                name,
                log,
                Map.of(),
                List.of(
                        envoy.toString(),
                        "--config-path",
                        bootstrap.toString(),
                        "--admin-address-path",
                        admin.toString(),
                        // What several Envoys on one machine would share.
                        "--disable-hot-restart",
                        "--concurrency",
                        "1",
                        "--log-level",
                        "warning"));
        try {
            program.await(() -> isReady(admin));
        } catch (IOException | InterruptedException e) {
            program.close();
            throw e;
        }
        return program;
    }

    /** Asks at the address that Envoy has written down, once it has. */
    private boolean isReady(Path admin) throws IOException, InterruptedException {
        String address = Files.exists(admin) ? Files.readString(admin).strip() : "";
        if (address.isEmpty()) {
            return false;
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + "/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (java.net.ConnectException e) {
            return false;
        }
    }

    /** Nothing is left to end: each Envoy ends by itself. */
    @Override
    public void close() {}
}
