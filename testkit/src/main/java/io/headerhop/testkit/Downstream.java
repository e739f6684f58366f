// SPDX-License-Identifier: Apache-2.0
package io.headerhop.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands in for everything that a service calls: an HTTP server that answers each request with {@code 200} and
 * {@code {}}, and remembers it. Give {@link #url} to the service in the place of the URLs it calls; different paths
 * tell its calls apart. Safe for use by several threads.
 */
public final class Downstream implements AutoCloseable {
    private static final int BODY_LIMIT = 1 << 20;

    static {
        // Else each answer waits for the client's kernel to confirm the line before.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final Calls calls = new Calls();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private volatile Answer answer = new Answer(200, "{}");
    private volatile Duration delay = Duration.ZERO;

    private record Answer(int status, String body) {}

    private Downstream(InetSocketAddress address) throws IOException {
        server = HttpServer.create(address, 1024);
        threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "headerhop-downstream");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    /** Starts one on a free port of the loopback interface. */
    public static Downstream start() {
        return start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /** Starts one on this address. */
    public static Downstream start(InetSocketAddress address) {
        try {
            return new Downstream(address);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on " + address + ": " + e.getMessage(), e);
        }
    }

    /**
     * Its URL without a path or a slash at its end: {@code http://127.0.0.1:40123}. A number, since there are clients
     * to which {@code localhost} is the other one of IPv4 and IPv6.
     */
    public String url() {
        InetAddress bound = server.getAddress().getAddress();
        InetAddress address = bound.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : bound;
        String host = address.getHostAddress();
        return "http://" + (address instanceof Inet6Address ? '[' + host + ']' : host) + ':' + port();
    }

    /** The URL of a path that begins with a slash. */
    public URI uri(String path) {
        return URI.create(url() + path);
    }

    /** Its port. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** What a service needs as an answer from paths without one of their own. */
    public Downstream answer(int status, String body) {
        answer = new Answer(status, body);
        return this;
    }

    /** What a service needs as an answer from this path, given without a query. */
    public Downstream answer(String path, int status, String body) {
        answers.put(path, new Answer(status, body));
        return this;
    }

    /** What the service has called. */
    public Calls calls() {
        return calls;
    }

    /** How long an answer takes, so that requests overlap in the service. */
    void delay(Duration delay) {
        this.delay = delay;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange;
                InputStream in = exchange.getRequestBody()) {
            String body = new String(in.readNBytes(BODY_LIMIT), StandardCharsets.UTF_8);
            in.transferTo(OutputStream.nullOutputStream());
            calls.add(ReceivedCall.now(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders(),
                    body));
            Thread.sleep(delay.toMillis());
            Answer given = answers.getOrDefault(exchange.getRequestURI().getPath(), answer);
            byte[] bytes = given.body.getBytes(StandardCharsets.UTF_8);
            boolean mayHaveBody = given.status != 204 && given.status != 304;
            boolean hasBody = bytes.length > 0
                    && mayHaveBody
                    && !exchange.getRequestMethod().equals("HEAD");
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(given.status, hasBody ? bytes.length : -1);
            if (hasBody) {
                exchange.getResponseBody().write(bytes);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
