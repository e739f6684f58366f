// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.tests;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The service that the application calls: answers with the id that it received. */
final class CalledService implements AutoCloseable {
    private final ExecutorService threads = Executors.newFixedThreadPool(32);
    private final HttpServer server;

    CalledService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            List<String> ids = exchange.getRequestHeaders().get("x-request-id");
            byte[] answer = (ids == null ? "nothing" : String.join(" and ", ids)).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
