// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.reviews.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Open Liberty in a process of its own, with one of the two services. */
final class ReviewsServer implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(3);

    private final Process process;
    private final Path log;
    private final int port;

    private ReviewsServer(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /** @param service the module: its server's configuration and, in target, its archive */
    static ReviewsServer start(Path liberty, Path service, Path work, int ratingsPort) throws IOException {
        Path user = work.resolve(service.getFileName());
        Path server = user.resolve("servers/reviews");
        Files.createDirectories(server.resolve("apps"));
        try (Stream<Path> files = Files.list(service.resolve("src/main/liberty/config"))) {
            for (Path file : files.toList()) {
                copy(file, server.resolve(file.getFileName()));
            }
        }
        copy(service.resolve("target/reviews.war"), server.resolve("apps/reviews.war"));

        int port = freePort();
        Path log = work.resolve(service.getFileName() + ".log");
        ProcessBuilder builder = new ProcessBuilder("sh", liberty.resolve("bin/server") + "", "run", "reviews")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment()
                .putAll(Map.of(
                        "JAVA_HOME",
                        System.getProperty("java.home"),
                        "JVM_ARGS",
                        "-Xmx256m",
                        "WLP_USER_DIR",
                        user.toString(),
                        "http_host",
                        "127.0.0.1",
                        "http_port",
                        "" + port,
                        "RATINGS_HOSTNAME",
                        "127.0.0.1",
                        "RATINGS_SERVICE_PORT",
                        "" + ratingsPort));
        return new ReviewsServer(builder.start(), log, port);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    void awaitStart(HttpClient client) throws InterruptedException {
        Instant end = Instant.now().plus(START);
        HttpRequest health = HttpRequest.newBuilder(uri("/health"))
                .timeout(Duration.ofSeconds(10))
                .build();
        while (!isUp(client, health)) {
            if (Instant.now().isAfter(end) || process.waitFor(200, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("The server did not start: see " + log);
            }
        }
    }

    private static boolean isUp(HttpClient client, HttpRequest health) throws InterruptedException {
        try {
            return client.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        // The script leaves the server itself as its child.
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (process.waitFor(20, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
