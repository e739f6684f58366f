// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.contract;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.headerhop.contract.Headers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Answers as the last part of the path says, and records all requests without the headers that Headerhop carries. */
final class AnsweringServer implements AutoCloseable {
    /** Each is a status, or a redirect status and its target. */
    static final List<String> ANSWERS = List.of(
            "200",
            "204",
            "400",
            "404",
            "500",
            "503",
            "301-home",
            "302-home",
            "303-home",
            "307-home",
            "308-home",
            "302-untrusted",
            "303-untrusted",
            "307-untrusted",
            "302-relative",
            "302-query",
            "302-nowhere",
            "302-circle",
            "302-refused",
            "302-unreadable",
            "302-twice");

    private final HttpServer server;
    private final ExecutorService threads = AsyncExecutor.daemons(64);
    private final CountDownLatch held = new CountDownLatch(1);
    private final List<String> received = new ArrayList<>();
    private int carrying;

    AnsweringServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 64);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    URI uri(String answer) {
        return URI.create("http://127.0.0.1:" + port() + "/" + answer);
    }

    /** The requests received and answered since the last call of this method. */
    synchronized List<String> received() {
        List<String> all = List.copyOf(received);
        received.clear();
        return all;
    }

    /** How many requests carried Headerhop's headers. */
    synchronized int carrying() {
        return carrying;
    }

    @Override
    public void close() {
        held.countDown();
        server.stop(0);
        threads.shutdown();
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String answer = exchange.getRequestURI().getPath().substring(1);
            String request = requestOf(exchange);
            if (answer.equals("held")) {
                await();
                return;
            }
            synchronized (this) {
                received.add(request);
            }
            String[] parts = answer.split("-", 2);
            String to = parts.length == 1 ? null : location(parts[1]);
            if (to != null) {
                exchange.getResponseHeaders().set("Location", to);
            }
            exchange.getResponseHeaders().add("Set-Cookie", "visited=" + answer);
            exchange.getResponseHeaders().set("Content-Type", "text/plain");
            int status = Integer.parseInt(parts[0]);
            byte[] body = ("answered " + answer).getBytes(StandardCharsets.UTF_8);
            boolean none = status == 204 || exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(status, none ? -1 : body.length);
            if (!none) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private @Nullable String location(String to) {
        return switch (to) {
            case "home" -> uri("200").toString();
            case "untrusted" -> "http://localhost:" + port() + "/200";
            case "relative" -> "200";
            case "query" -> "?x=1";
            case "circle" -> uri("302-circle").toString();
            case "refused" -> "http://127.0.0.1:1/";
            case "unreadable" -> "http://[";
            case "twice" -> uri("302-home").toString();
            default -> null;
        };
    }

    private void await() {
        try {
            held.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String requestOf(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        boolean carries = headers.containsKey("x-request-id");
        headers.keySet().removeAll(List.of(Headers.carriedNames()));
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        synchronized (this) {
            carrying += carries ? 1 : 0;
        }
        return exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + headers + " " + body;
    }
}
