// SPDX-License-Identifier: Apache-2.0
package com.example.shop;

import com.sun.net.httpserver.HttpServer;
import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderPropagation;
import io.headerhop.Scope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** For each order it asks another service, whose address it is told. */
final class Shop implements AutoCloseable {
    private static final HeaderPropagation RULES = HeaderPropagation.fromEnvironment();

    private final ExecutorService threads = Executors.newFixedThreadPool(50);
    private final FieldClient client = new FieldClient();
    private final HttpServer server;

    Shop(String stock) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(threads);
        server.createContext("/orders", exchange -> {
            Map<String, String> came = new TreeMap<>();
            exchange.getRequestHeaders().forEach((name, lines) -> came.put(name, lines.get(0)));
            CapturedHeaders headers = RULES.capture(came);
            try (exchange;
                    Scope scope = headers.makeCurrent()) {
                int status = client.send(
                        HttpRequest.newBuilder(URI.create(stock + "/stock/17")).build());
                exchange.sendResponseHeaders(status, -1);
            }
        });
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
