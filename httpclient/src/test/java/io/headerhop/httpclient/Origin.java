// SPDX-License-Identifier: Apache-2.0
package io.headerhop.httpclient;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server that tells as it happens, as WireMock cannot, which requests came and that there are no more. */
final class Origin implements AutoCloseable {
    private final BlockingQueue<Headers> received = new LinkedBlockingQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    /** What to answer, once the request has been noted. */
    @FunctionalInterface
    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    Origin(Answer answer) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            received.add(exchange.getRequestHeaders());
            try (exchange) {
                answer.to(exchange);
            }
        });
        server.start();
    }

    static void ok(HttpExchange exchange) throws IOException {
        byte[] body = {'o', 'k'};
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    static void redirect(HttpExchange exchange, URI to) throws IOException {
        exchange.getResponseHeaders().add("Location", to.toString());
        exchange.sendResponseHeaders(302, -1);
    }

    int port() {
        return server.getAddress().getPort();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    /** The same server under another name, which the tests' destinations do not allow. */
    URI uriAsUntrustedHost(String path) {
        return URI.create("http://localhost:" + port() + path);
    }

    /** Waits for the next request and returns its x-request-id; empty if it has none. */
    String nextRequestId() throws InterruptedException {
        Headers next = received.poll(10, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no request came within 10 s");
        }
        String requestId = next.getFirst("x-request-id");
        return requestId == null ? "" : requestId;
    }

    /** Whether all requests that came have been asked for. */
    boolean hasReceivedNoMore() {
        return received.isEmpty();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
