// SPDX-License-Identifier: Apache-2.0
package com.example.shop;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.spi.Address;
import io.headerhop.spi.HeaderWriter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** A client with an adapter of its own. */
final class FieldClient {
    private final HttpClient client = HttpClient.newHttpClient();

    int send(HttpRequest request) throws IOException {
        HttpRequest.Builder copy = HttpRequest.newBuilder(request, (name, value) -> false);
        Map<String, List<String>> headers = new TreeMap<>();
        request.headers().map().forEach((name, lines) -> headers.put(name, new ArrayList<>(lines)));
        Address address = Address.of(request.uri());
        if (address != null) {
            Adapters.inject(CapturedHeaders.current(), address, headers, RequestWriter.INSTANCE);
        }
        headers.forEach((name, lines) -> lines.forEach(line -> copy.header(name, line)));
        try {
            return client.send(copy.build(), BodyHandlers.discarding()).statusCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    private enum RequestWriter implements HeaderWriter<Map<String, List<String>>> {
        INSTANCE;

        @Override
        public void forEach(Map<String, List<String>> request, BiConsumer<String, String> line) {
            request.forEach((name, values) -> values.forEach(value -> line.accept(name, value)));
        }

        @Override
        public void add(Map<String, List<String>> request, String name, String value) {
            request.computeIfAbsent(name, added -> new ArrayList<>()).add(value);
        }

        @Override
        public void remove(Map<String, List<String>> request, String name) {
            request.keySet().removeIf(name::equalsIgnoreCase);
        }
    }
}
