package io.headerhop.support;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Zipkin, by the second version of its interface. */
public final class Zipkin implements TraceStore {
    private final URI url;
    private final HttpApi api;

    /** @param url such as {@code http://127.0.0.1:9411} */
    public Zipkin(URI url) {
        this.url = url;
        this.api = new HttpApi(name(), url);
    }

    @Override
    public String name() {
        return "Zipkin";
    }

    @Override
    public URI url() {
        return url;
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
    public boolean isHealthy() throws InterruptedException {
        return api.isGood("/health");
    }

    @Override
    public List<Trace> traces(String run, Instant from, Instant to, int limit)
            throws IOException, InterruptedException {
        String query = "?annotationQuery=" + HttpApi.encode("shop.run=" + run)
                + "&endTs=" + to.toEpochMilli()
                + "&lookback=" + (to.toEpochMilli() - from.toEpochMilli())
                + "&limit=" + limit;
        return parse(api.get("/api/v2/traces" + query));
    }

    @Override
    public String json(Trace trace) throws IOException, InterruptedException {
        return api.get("/api/v2/trace/" + trace.id());
    }

    /** Reads what {@code /api/v2/traces} returns. */
    static List<Trace> parse(String json) throws IOException {
        try {
            Span[][] traces = new Gson().fromJson(json, Span[][].class);
            return Arrays.stream(traces)
                    .map(spans -> new Trace(Arrays.asList(spans)))
                    .toList();
        } catch (JsonParseException | NullPointerException e) {
            throw HttpApi.unreadable("Zipkin", json, e);
        }
    }
}
