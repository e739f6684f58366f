// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.reviews.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands in for Bookinfo's {@code ratings}, and remembers the headers that it received for each book. */
final class RatingsService implements AutoCloseable {
    private final Map<Integer, Map<String, String>> received = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(32);
    private final HttpServer server;

    RatingsService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/ratings/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        int book = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        received.put(book, headers);

        byte[] answer = "[5,3]".getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Nothing if it was not called for this book. */
    Map<String, String> receivedFor(int book) {
        return received.getOrDefault(book, Map.of());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
