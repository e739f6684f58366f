// SPDX-License-Identifier: Apache-2.0
package io.headerhop.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A service as people write them, on the JDK's server and client: for each request it calls what is behind it. */
final class SmallService implements AutoCloseable {
    /** As people copy them from Istio's documentation. */
    static final List<String> NAMES = List.of(
            "x-request-id",
            "x-b3-traceid",
            "x-b3-spanid",
            "x-b3-parentspanid",
            "x-b3-sampled",
            "x-b3-flags",
            "b3",
            "traceparent",
            "tracestate");

    /** What the service does for a request. */
    @FunctionalInterface
    interface Work {
        void serve(HttpExchange exchange) throws Exception;
    }

    private final HttpServer server;
    private final ExecutorService threads;

    private SmallService(int threads, Work work) throws IOException {
        this.threads = Executors.newFixedThreadPool(threads);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.setExecutor(this.threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                int status = 200;
                try {
                    work.serve(exchange);
                } catch (Exception | AssertionError e) {
                    status = 500;
                }
                exchange.sendResponseHeaders(status, -1);
            }
        });
        server.start();
    }

    static SmallService start(int threads, Work work) throws IOException {
        return new SmallService(threads, work);
    }

    String url(String path) {
        return "http://localhost:" + server.getAddress().getPort() + path;
    }

    static List<Map.Entry<String, String>> copy(HttpExchange exchange, List<String> names) {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (String name : names) {
            for (String value : exchange.getRequestHeaders().getOrDefault(name, List.of())) {
                headers.add(Map.entry(name, value));
            }
        }
        return headers;
    }

    static void call(String url, List<Map.Entry<String, String>> headers) throws Exception {
        answer(url, headers);
    }

    static String answer(String url, List<Map.Entry<String, String>> headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        headers.forEach(header -> request.header(header.getKey(), header.getValue()));
        return CLIENT.send(request.build(), BodyHandlers.ofString()).body();
    }

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
