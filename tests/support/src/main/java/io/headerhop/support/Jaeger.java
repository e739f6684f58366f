// SPDX-License-Identifier: Apache-2.0
package io.headerhop.support;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Jaeger, through the API that its own UI uses.
 *
 * @param url such as {@code http://127.0.0.1:16686}
 */
public record Jaeger(URI url) implements TraceStore {
    /** Null until there is one. */
    private record Services(@Nullable List<String> data) {}

    /**
     * Starts one that keeps everything in memory; it is not ready yet when this returns.
     *
     * @param api where it answers queries
     * @param otlp where it receives spans as OTLP over HTTP
     * @param zipkin where it receives them in Zipkin's format
     * @param folder where it reads and writes
     */
    public static Program start(Path jaeger, int api, int otlp, int zipkin, Path folder) throws IOException {
        Files.createDirectories(folder);
        Map<String, Integer> values = Map.of("api", api, "otlp", otlp, "zipkin", zipkin);
        Path config = Files.writeString(folder.resolve("jaeger.yaml"), Template.fill("/jaeger.yaml", values));
        return Program.start(
                "Jaeger",
                folder.resolve("jaeger.log"),
                // Otherwise it sends spans about itself to the default OTLP endpoint.
                Map.of("OTEL_TRACES_SAMPLER", "always_off"),
                List.of(jaeger.toString(), "--config", config.toString()));
    }

    @Override
    public String name() {
        return "Jaeger";
    }

    @Override
    public URI page() {
        return url.resolve("/search");
    }

    @Override
    public URI page(Trace trace) {
        return url.resolve("/trace/" + trace.id());
    }

    @Override
    public boolean isHealthy() {
        return Http.isGood(url.resolve("/api/services"));
    }

    /** Jaeger only finds traces by service, so this asks for each service; later responses are more complete. */
    @Override
    public List<Trace> traces(String tag, String value, Instant from, Instant to, int limit) throws IOException {
        Map<String, Trace> traces = new LinkedHashMap<>();
        for (String service : services()) {
            String query = "?service=" + Http.encode(service)
                    + "&tags=" + Http.encode("{\"" + tag + "\":\"" + value + "\"}")
                    + "&start=" + micros(from)
                    + "&end=" + micros(to)
                    + "&limit=" + limit;
            parse(Http.body(url.resolve("/api/traces" + query))).forEach(trace -> traces.put(trace.id(), trace));
        }
        return new ArrayList<>(traces.values());
    }

    @Override
    public String json(Trace trace) throws IOException {
        return Http.body(url.resolve("/api/traces/" + trace.id()));
    }

    /** Reads what {@code /api/traces} returns. */
    static List<Trace> parse(String json) throws IOException {
        try {
            return new Gson().fromJson(json, JaegerTraces.class).traces();
        } catch (JsonParseException | NullPointerException e) {
            throw Http.unreadable("Jaeger", json, e);
        }
    }

    private List<String> services() throws IOException {
        String json = Http.body(url.resolve("/api/services"));
        try {
            List<String> services = new Gson().fromJson(json, Services.class).data();
            return services == null ? List.of() : services;
        } catch (JsonParseException | NullPointerException e) {
            throw Http.unreadable("Jaeger", json, e);
        }
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
}
