// SPDX-License-Identifier: Apache-2.0
package io.headerhop.support;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Plain requests that do not go through Headerhop. */
public final class Http {
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(20);
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private Http() {}

    /** On this machine; the path begins with a slash. */
    public static URI uri(int port, String pathAndQuery) {
        return URI.create("http://127.0.0.1:" + port + pathAndQuery);
    }

    /**
     * Sends a GET request.
     *
     * @param headers names and values in turn
     */
    public static HttpResponse<String> get(URI uri, String... headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(ANSWERS_WITHIN);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException(uri.toString()).initCause(e);
        }
    }

    /** The body of a successful response. */
    static String body(URI uri) throws IOException {
        HttpResponse<String> response = get(uri, "Accept", "application/json");
        if (response.statusCode() != 200) {
            throw new IOException(uri + " answered " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    static boolean isGood(URI uri) {
        try {
            return get(uri).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The error for a response that cannot be read. */
    static IOException unreadable(String name, String json, Exception reason) {
        return new IOException(
                "Not a response from " + name + ": " + json.substring(0, Math.min(200, json.length())), reason);
    }
}
