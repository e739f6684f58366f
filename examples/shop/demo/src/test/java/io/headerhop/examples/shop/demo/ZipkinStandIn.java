// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.demo;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.headerhop.support.Span;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** A server that accepts spans as Zipkin does, and returns all of them as traces. */
public final class ZipkinStandIn implements AutoCloseable {
    private final List<JsonElement> spans = new ArrayList<>();
    private final HttpServer server;

    public ZipkinStandIn() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v2/spans", this::take);
        server.createContext("/api/v2/traces", this::give);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public synchronized List<Span> spans() {
        return spans.stream().map(span -> new Gson().fromJson(span, Span.class)).toList();
    }

    private void take(HttpExchange exchange) throws IOException {
        boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        InputStream in = packed ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody();
        String body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        synchronized (this) {
            JsonParser.parseString(body).getAsJsonArray().forEach(spans::add);
        }
        exchange.sendResponseHeaders(202, -1);
        exchange.close();
    }

    private void give(HttpExchange exchange) throws IOException {
        Map<String, JsonArray> traces = new LinkedHashMap<>();
        synchronized (this) {
            for (JsonElement span : spans) {
                String id = span.getAsJsonObject().get("traceId").getAsString();
                traces.computeIfAbsent(id, any -> new JsonArray()).add(span);
            }
        }
        byte[] body = new Gson().toJson(traces.values()).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
