// SPDX-License-Identifier: Apache-2.0
package io.headerhop.publishing;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A program that knows nothing of Headerhop: a service that answers by calling another, from another thread. Prints
 * what the other has received when the service is called with a header.
 */
public final class Relay {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Relay() {}

    /** Runs once. */
    public static void main(String[] arguments) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(1);
        CompletableFuture<String> received = new CompletableFuture<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newFixedThreadPool(2));
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        server.createContext("/other", exchange -> {
            received.complete(exchange.getRequestHeaders().getFirst("x-request-id"));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.createContext("/service", exchange -> {
            int status = CompletableFuture.supplyAsync(() -> call(url + "/other"), pool)
                    .join();
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        call(url + "/service", "x-request-id", "f058ebd6-02f7-4d3e-942e-904344e8cde5");
        System.out.println("carried " + received.join());
        System.exit(0);
    }

    private static int call(String url, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
