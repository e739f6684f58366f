// SPDX-License-Identifier: Apache-2.0
package io.headerhop.opentelemetry.agent;

import io.headerhop.opentelemetry.agent.program.Program;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@link Program} in a JVM of its own, with OpenTelemetry's agent and our extension in it. */
final class ProgramWithAgent implements AutoCloseable {
    /** A host on this machine that does not look as if it were inside of the mesh. */
    static final String BANK = "bank.example.com";

    // Without the agent.
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private final Process process;
    private final Thread reader;
    private final Map<String, Integer> ports = new ConcurrentHashMap<>();
    private final Queue<String> output = new ConcurrentLinkedQueue<>();
    private final CountDownLatch ready = new CountDownLatch(1);

    /**
     * Starts it.
     *
     * @param settings system properties of its JVM, {@code name=value}
     */
    ProgramWithAgent(List<String> settings, String... servers) throws Exception {
        Path hosts = Files.createTempFile("hosts", "");
        Files.writeString(hosts, "127.0.0.1 localhost " + BANK + "\n");
        hosts.toFile().deleteOnExit();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:TieredStopAtLevel=1",
                "-Djdk.net.hosts.file=" + hosts,
                "-javaagent:" + System.getProperty("agent"),
                "-Dotel.javaagent.extensions=" + extension(),
                "-Dotel.traces.exporter=none",
                "-Dotel.metrics.exporter=none",
                "-Dotel.logs.exporter=none"));
        // For runs by hand: -Dprogram.settings=otel.sdk.disabled=true
        Stream.concat(
                        settings.stream(),
                        Stream.of(System.getProperty("program.settings", "").split(",")))
                .filter(setting -> !setting.isEmpty())
                .forEach(setting -> command.add("-D" + setting));
        command.addAll(List.of("-cp", classPath(), Program.class.getName()));
        command.addAll(List.of(servers));
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        reader = new Thread(this::read, "output");
        reader.setDaemon(true);
        reader.start();
        if (!ready.await(50, TimeUnit.SECONDS) || ports.size() != servers.length) {
            process.destroyForcibly();
            throw new AssertionError("the program has not started:\n" + output());
        }
    }

    private static Path extension() {
        return classPathEntries()
                .filter(entry -> entry.matches(".*headerhop-opentelemetry-.*-agent\\.jar"))
                .map(Path::of)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no extension; run the build at least up to package"));
    }

    private static String classPath() {
        return classPathEntries()
                .filter(entry ->
                        !entry.matches(".*(headerhop-\\d|headerhop-opentelemetry-\\d|junit|assertj|wiremock).*\\.jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Stream<String> classPathEntries() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator));
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
                String[] words = line.split(" ");
                if (words[0].equals("port")) {
                    ports.put(words[1], Integer.parseInt(words[2]));
                } else if (line.equals("ready")) {
                    ready.countDown();
                }
            }
        } catch (IOException e) {
            output.add(e.toString());
        } finally {
            ready.countDown();
        }
    }

    /** What it has printed so far. */
    String output() {
        return String.join("\n", output);
    }

    /** What it has printed in all; ends it. */
    String outputUntilItEnds() throws Exception {
        close();
        reader.join(20_000);
        return output();
    }

    /** Asks a service to call a URL, with these header lines. */
    int ask(String server, String client, String url, List<String> headerLines, String... own) {
        return ask(CLIENT, server, client, url, headerLines, own);
    }

    /** The same by another client. */
    int ask(HttpClient user, String server, String client, String url, List<String> headerLines, String... own) {
        StringBuilder uri = new StringBuilder("http://127.0.0.1:" + ports.get(server) + "/" + client + "?to="
                + URLEncoder.encode(url, StandardCharsets.UTF_8));
        for (String header : own) {
            uri.append("&own=").append(URLEncoder.encode(header, StandardCharsets.UTF_8));
        }
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(uri.toString())).timeout(Duration.ofSeconds(30));
        for (String line : headerLines) {
            request.header(line.split(":", 2)[0], line.split(":", 2)[1].strip());
        }
        try {
            return user.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(output(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws Exception {
        process.getOutputStream().close();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
