package io.headerhop.examples.shop.trace;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Zipkin's HTTP interface. Safe to share between threads. */
public final class Zipkin {
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(10);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final URI url;

    /** @param url such as {@code http://127.0.0.1:9411} */
    public Zipkin(URI url) {
        this.url = url;
    }

    public URI url() {
        return url;
    }

    /** The page that shows a trace. */
    public URI page(Trace trace) {
        return url.resolve("/zipkin/traces/" + trace.id());
    }

    public boolean isHealthy() throws InterruptedException {
        try {
            return send("/health").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** The traces with a span that carries this run's tag, if they began in this time. */
    public List<Trace> traces(String run, Instant from, Instant to, int limit)
            throws IOException, InterruptedException {
        String query = "?annotationQuery=" + URLEncoder.encode("shop.run=" + run, StandardCharsets.UTF_8)
                + "&endTs=" + to.toEpochMilli()
                + "&lookback=" + (to.toEpochMilli() - from.toEpochMilli())
                + "&limit=" + limit;
        return parse(get("/api/v2/traces" + query));
    }

    /** One trace, in the very words of the interface. */
    public String json(Trace trace) throws IOException, InterruptedException {
        return get("/api/v2/trace/" + trace.id());
    }

    /** Reads what {@code /api/v2/traces} returns. */
    static List<Trace> parse(String json) throws IOException {
        try {
            Span[][] traces = new Gson().fromJson(json, Span[][].class);
            return Arrays.stream(traces)
                    .map(spans -> new Trace(Arrays.asList(spans)))
                    .toList();
        } catch (JsonParseException | NullPointerException e) {
            throw new IOException("Not an answer of Zipkin's: " + json.substring(0, Math.min(200, json.length())), e);
        }
    }

    private String get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = send(path);
        if (response.statusCode() != 200) {
            throw new IOException("Zipkin answered " + response.statusCode() + " to " + path);
        }
        return response.body();
    }

    private HttpResponse<String> send(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url.resolve(path))
                .timeout(ANSWERS_WITHIN)
                .header("Accept", "application/json")
                .build();
        return client.send(request, BodyHandlers.ofString());
    }
}
