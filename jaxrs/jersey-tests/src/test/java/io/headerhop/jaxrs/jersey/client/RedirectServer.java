package io.headerhop.jaxrs.jersey.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Answers as the path says, and notes every request. {@code /STATUS?LOCATION} redirects, anything else is an end. */
final class RedirectServer implements AutoCloseable {
    /** A request as the server got it; header names in lower case, without those that tell nothing. */
    record Received(String request, Map<String, List<String>> headers, String body) {
        Received without(String... names) {
            Map<String, List<String>> others = new TreeMap<>(headers);
            others.keySet().removeAll(List.of(names));
            return new Received(request, others, body);
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "redirect-server");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Received> received = new ArrayList<>();
    private final String scheme;

    private RedirectServer(HttpServer server, String scheme) {
        this.server = server;
        this.scheme = scheme;
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    static RedirectServer plain() throws IOException {
        return new RedirectServer(HttpServer.create(anyPort(), 0), "http");
    }

    static RedirectServer encrypted(SSLContext context) throws IOException {
        HttpsServer server = HttpsServer.create(anyPort(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return new RedirectServer(server, "https");
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    String uri(String pathAndQuery) {
        return scheme + "://127.0.0.1:" + server.getAddress().getPort() + pathAndQuery;
    }

    /** The same server by a name that is another host to the rules. */
    String uriByOtherHost(String pathAndQuery) {
        return scheme + "://localhost:" + server.getAddress().getPort() + pathAndQuery;
    }

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
            URI uri = exchange.getRequestURI();
            String path = uri.getPath();
            if (path.startsWith("/redirect/")) {
                Map<String, String> parameters = parametersOf(uri);
                parameters.forEach((name, value) -> {
                    if (!name.equals("body")) {
                        exchange.getResponseHeaders().add(name, value.replace("SELF", uri.toString()));
                    }
                });
                send(exchange, Integer.parseInt(path.substring("/redirect/".length())), parameters.get("body"));
            } else if (path.startsWith("/chain/")) {
                int left = Integer.parseInt(path.substring("/chain/".length()));
                exchange.getResponseHeaders().add("Location", left == 0 ? "/end" : "/chain/" + (left - 1));
                send(exchange, 302, null);
            } else if (path.startsWith("/guarded")) {
                boolean known = exchange.getRequestHeaders().containsKey("Authorization");
                exchange.getResponseHeaders().add(known ? "X-Known" : "WWW-Authenticate", "Basic realm=\"shop\"");
                send(exchange, known ? 200 : 401, "guarded");
            } else if (path.startsWith("/status/")) {
                send(exchange, Integer.parseInt(path.substring("/status/".length())), "status");
            } else {
                send(exchange, 200, "end");
            }
        }
    }

    private static Map<String, String> parametersOf(URI uri) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (uri.getRawQuery() != null) {
            for (String parameter : uri.getRawQuery().split("&")) {
                int equals = parameter.indexOf('=');
                parameters.put(
                        parameter.substring(0, equals),
                        URLDecoder.decode(parameter.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return parameters;
    }

    private static void send(HttpExchange exchange, int status, @Nullable String body) throws IOException {
        boolean bodiless = body == null || exchange.getRequestMethod().equals("HEAD") || status == 204 || status == 304;
        byte[] bytes = bodiless ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bodiless ? -1 : bytes.length);
        if (!bodiless) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
