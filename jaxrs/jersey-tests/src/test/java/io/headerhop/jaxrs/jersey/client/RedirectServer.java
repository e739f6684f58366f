// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.jersey.client;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;

/** Answers as the path says, mostly with redirects, and records every request with all of its headers. */
final class RedirectServer implements AutoCloseable {
    /** @param headers with names in lower case */
    record Received(String line, Map<String, List<String>> headers, String body) {}

    private final String scheme;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "redirect-server");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Received> received = new ArrayList<>();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    private RedirectServer(String scheme, HttpServer server) {
        this.scheme = scheme;
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    static RedirectServer plain() throws IOException {
        return new RedirectServer("http", HttpServer.create(anyPort(), 0));
    }

    static RedirectServer encrypted(SSLContext context) throws IOException {
        HttpsServer server = HttpsServer.create(anyPort(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return new RedirectServer("https", server);
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /** A path that is answered with a redirect to this location and, in pairs, with these headers. */
    static String redirect(int status, String location, String... headers) {
        StringBuilder path = new StringBuilder("/redirect/" + status + "?Location=" + encoded(location));
        for (int i = 0; i < headers.length; i += 2) {
            path.append('&').append(headers[i]).append('=').append(encoded(headers[i + 1]));
        }
        return path.toString();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    String uri(String path) {
        return scheme + "://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** The same server under another host name. */
    String uriByOtherHost(String path) {
        return scheme + "://localhost:" + server.getAddress().getPort() + path;
    }

    /** Lets requests to {@code /held} wait until the latch is at zero. */
    CountDownLatch hold() {
        gate = new CountDownLatch(1);
        return gate;
    }

    /** The requests received since the last call of this method. */
    synchronized List<Received> take() {
        List<Received> all = List.copyOf(received);
        received.clear();
        return all;
    }

    private synchronized void note(HttpExchange exchange, String body) {
        Map<String, List<String>> headers = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        received.add(new Received(exchange.getRequestMethod() + " " + exchange.getRequestURI(), headers, body));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            note(exchange, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            Headers headers = exchange.getResponseHeaders();
            String[] path = exchange.getRequestURI().getPath().split("/");
            switch (path.length < 2 ? "" : path[1]) {
                case "redirect" -> {
                    for (String parameter :
                            exchange.getRequestURI().getRawQuery().split("&")) {
                        int equals = parameter.indexOf('=');
                        headers.add(
                                parameter.substring(0, equals),
                                URLDecoder.decode(parameter.substring(equals + 1), StandardCharsets.UTF_8));
                    }
                    send(exchange, Integer.parseInt(path[2]), "moved");
                }
                case "circle" -> {
                    headers.add("Location", "/circle");
                    send(exchange, 302, "");
                }
                case "chain" -> {
                    int left = Integer.parseInt(path[2]);
                    headers.add("Location", left == 0 ? "/end" : "/chain/" + (left - 1));
                    send(exchange, 302, "");
                }
                case "guarded" -> {
                    boolean known = exchange.getRequestHeaders().containsKey("Authorization");
                    headers.add("WWW-Authenticate", "Basic realm=\"shop\"");
                    headers.add("Location", "/end");
                    send(exchange, known ? 302 : 401, "guarded");
                }
                case "zipped" -> {
                    headers.add("Content-Encoding", "gzip");
                    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
                    try (OutputStream out = new GZIPOutputStream(zipped)) {
                        out.write("zipped".getBytes(StandardCharsets.UTF_8));
                    }
                    send(exchange, 200, zipped.toByteArray());
                }
                case "status" -> send(exchange, Integer.parseInt(path[2]), "status");
                case "held" -> {
                    gate.await(20, TimeUnit.SECONDS);
                    send(exchange, 200, "held");
                }
                default -> send(exchange, 200, "end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        send(exchange, status, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        boolean bodiless =
                body.length == 0 || exchange.getRequestMethod().equals("HEAD") || status == 204 || status == 304;
        exchange.sendResponseHeaders(status, bodiless ? -1 : body.length);
        if (!bodiless) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
