package io.headerhop.support;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks a server for JSON. Safe to share between threads. */
final class HttpApi {
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(10);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final String name;
    private final URI url;

    /** @param name for messages */
    HttpApi(String name, URI url) {
        this.name = name;
        this.url = url;
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    boolean isGood(String path) throws InterruptedException {
        try {
            return send(path).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    String get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = send(path);
        if (response.statusCode() != 200) {
            throw new IOException(name + " answered " + response.statusCode() + " to " + path);
        }
        return response.body();
    }

    /** What to say of an answer that cannot be read. */
    static IOException unreadable(String name, String json, Exception reason) {
        return new IOException(
                "Not an answer of " + name + "'s: " + json.substring(0, Math.min(200, json.length())), reason);
    }

    private HttpResponse<String> send(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url.resolve(path))
                .timeout(ANSWERS_WITHIN)
                .header("Accept", "application/json")
                .build();
        return client.send(request, BodyHandlers.ofString());
    }
}
