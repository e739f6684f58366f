// SPDX-License-Identifier: Apache-2.0
package io.headerhop.opentelemetry.agent;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The service that is called: it remembers what each of its paths has received. In the tests' JVM, without the agent.
 */
final class Called implements AutoCloseable {
    private final Map<String, ConcurrentLinkedQueue<Headers>> received = new ConcurrentHashMap<>();
    private final AtomicInteger paths = new AtomicInteger();
    private final HttpServer server;

    Called() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newFixedThreadPool(8));
        server.createContext("/", this::serve);
        server.start();
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        received.computeIfAbsent(path, unused -> new ConcurrentLinkedQueue<>()).add(exchange.getRequestHeaders());
        String location = exchange.getRequestURI().getQuery();
        if (location != null) {
            exchange.getResponseHeaders().set("Location", location);
        }
        exchange.sendResponseHeaders(location == null ? 200 : 302, -1);
        exchange.close();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** One that nobody has called yet. */
    String newPath() {
        return "/" + paths.incrementAndGet();
    }

    String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    /** One that leads to the path on another host. */
    String redirect(String path, String host) {
        return url("/redirect?http://" + host + ":" + port() + path);
    }

    /** The one request to the path. */
    Map<String, List<String>> receivedOnce(String path) {
        List<Map<String, List<String>>> all = received(path);
        if (all.size() != 1) {
            throw new AssertionError(all);
        }
        return all.get(0);
    }

    /** All requests to the path: the header lines by name, of one each. */
    List<Map<String, List<String>>> received(String path) {
        return received.getOrDefault(path, new ConcurrentLinkedQueue<>()).stream()
                .map(Called::byName)
                .toList();
    }

    private static Map<String, List<String>> byName(Headers headers) {
        Map<String, List<String>> lines = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        lines.putAll(headers);
        return lines;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
