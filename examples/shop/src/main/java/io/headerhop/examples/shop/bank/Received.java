// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.bank;

import com.google.gson.GsonBuilder;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The headers of the latest charges, and the page that shows them. Safe to share between threads. */
final class Received {
    private static final int KEPT = 200;

    private final Deque<Call> calls = new ArrayDeque<>();

    private record Call(String product, Map<String, List<String>> headers) {}

    synchronized void add(String product, Headers headers) {
        Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        calls.addFirst(new Call(product, copy));
        if (calls.size() > KEPT) {
            calls.removeLast();
        }
    }

    void answerJson(HttpExchange exchange) throws IOException {
        answer(exchange, "application/json", json());
    }

    void answerPage(HttpExchange exchange) throws IOException {
        String page = "<!DOCTYPE html><title>The bank</title><h1>The bank</h1>"
                + "<p>It is outside the mesh. These headers came with the latest charges:</p><pre>"
                + json().replace("&", "&amp;").replace("<", "&lt;") + "</pre>";
        answer(exchange, "text/html", page);
    }

    private synchronized String json() {
        return new GsonBuilder()
                .setPrettyPrinting()
                .disableHtmlEscaping()
                .create()
                .toJson(calls);
    }

    private static void answer(HttpExchange exchange, String type, String text) throws IOException {
        try (exchange) {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
