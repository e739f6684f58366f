package io.headerhop.support;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Jaeger, by the interface that its own pages use. */
public final class Jaeger implements TraceStore {
    private final URI url;
    private final HttpApi api;

    /** As long as there is none, null. */
    private record Services(@Nullable List<String> data) {}

    /** @param url such as {@code http://127.0.0.1:16686} */
    public Jaeger(URI url) {
        this.url = url;
        this.api = new HttpApi(name(), url);
    }

    @Override
    public String name() {
        return "Jaeger";
    }

    @Override
    public URI url() {
        return url;
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
    public boolean isHealthy() throws InterruptedException {
        return api.isGood("/api/services");
    }

    /** Jaeger finds traces by one of their services only, so this asks for each; the later answer is the fuller. */
    @Override
    public List<Trace> traces(String run, Instant from, Instant to, int limit)
            throws IOException, InterruptedException {
        Map<String, Trace> traces = new LinkedHashMap<>();
        for (String service : services()) {
            String query = "?service=" + HttpApi.encode(service)
                    + "&tags=" + HttpApi.encode("{\"shop.run\":\"" + run + "\"}")
                    + "&start=" + micros(from)
                    + "&end=" + micros(to)
                    + "&limit=" + limit;
            parse(api.get("/api/traces" + query)).forEach(trace -> traces.put(trace.id(), trace));
        }
        return new ArrayList<>(traces.values());
    }

    @Override
    public String json(Trace trace) throws IOException, InterruptedException {
        return api.get("/api/traces/" + trace.id());
    }

    /** Reads what {@code /api/traces} returns. */
    static List<Trace> parse(String json) throws IOException {
        try {
            return new Gson().fromJson(json, JaegerTraces.class).traces();
        } catch (JsonParseException | NullPointerException e) {
            throw HttpApi.unreadable("Jaeger", json, e);
        }
    }

    private List<String> services() throws IOException, InterruptedException {
        String json = api.get("/api/services");
        try {
            List<String> services = new Gson().fromJson(json, Services.class).data();
            return services == null ? List.of() : services;
        } catch (JsonParseException | NullPointerException e) {
            throw HttpApi.unreadable("Jaeger", json, e);
        }
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
}
