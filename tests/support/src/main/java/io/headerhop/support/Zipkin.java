// SPDX-License-Identifier: Apache-2.0
package io.headerhop.support;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Zipkin, through version 2 of its API.
 *
 * @param url such as {@code http://127.0.0.1:9411}
 */
public record Zipkin(URI url) implements TraceStore {
    /**
     * Starts one; it is not ready yet when this returns.
     *
     * @param folder where it writes
     */
    public static Program start(Path jar, int port, Path folder) throws IOException {
        if (!Files.isRegularFile(jar)) {
            throw new IOException("Zipkin is missing: mvn package -pl tests/support puts it in " + jar);
        }
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                // Zipkin itself has no setting for the listen address; its embedded server does.
                "-Darmeria.ports[0].address=127.0.0.1",
                "-Darmeria.ports[0].port=" + port,
                "-Darmeria.ports[0].protocols[0]=http",
                "-jar",
                jar.toString());
        return Program.start("Zipkin", folder.resolve("zipkin.log"), Map.of(), command);
    }

    @Override
    public String name() {
        return "Zipkin";
    }

    @Override
    public URI page() {
        return url.resolve("/zipkin/");
    }

    @Override
    public URI page(Trace trace) {
        return url.resolve("/zipkin/traces/" + trace.id());
    }

    @Override
    public boolean isHealthy() {
        return Http.isGood(url.resolve("/health"));
    }

    @Override
    public List<Trace> traces(String tag, String value, Instant from, Instant to, int limit) throws IOException {
        String query = "?annotationQuery=" + Http.encode(tag + "=" + value)
                + "&endTs=" + to.toEpochMilli()
                + "&lookback=" + (to.toEpochMilli() - from.toEpochMilli())
                + "&limit=" + limit;
        return parse(Http.body(url.resolve("/api/v2/traces" + query)));
    }

    @Override
    public String json(Trace trace) throws IOException {
        return Http.body(url.resolve("/api/v2/trace/" + trace.id()));
    }

    /** Reads what {@code /api/v2/traces} returns. */
    static List<Trace> parse(String json) throws IOException {
        try {
            Span[][] traces = new Gson().fromJson(json, Span[][].class);
            return Arrays.stream(traces)
                    .map(spans -> new Trace(Arrays.asList(spans)))
                    .toList();
        } catch (JsonParseException | NullPointerException e) {
            throw Http.unreadable("Zipkin", json, e);
        }
    }
}
