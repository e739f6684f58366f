// SPDX-License-Identifier: Apache-2.0
package io.headerhop.fuzz;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.spi.Address;
import io.headerhop.spi.HeaderWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import okhttp3.Headers;
import okhttp3.Request;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.DefaultHttpRequestWriter;
import org.apache.hc.core5.http.impl.io.SessionOutputBufferImpl;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/** A real client, up to the point where its request is ready to be sent. */
enum Client {
    OKHTTP {
        @Override
        List<Map.Entry<String, String>> sent(CapturedHeaders headers, List<Map.Entry<String, String>> own) {
            Headers.Builder builder = new Headers.Builder();
            own.forEach(header -> builder.add(header.getKey(), header.getValue()));
            Adapters.inject(headers, ADDRESS, builder, OkHttpWriter.INSTANCE);
            Request request = new Request.Builder()
                    .url("http://" + HOST)
                    .headers(builder.build())
                    .build();
            List<Map.Entry<String, String>> sent = new ArrayList<>();
            request.headers().forEach(header -> sent.add(Map.entry(header.getFirst(), header.getSecond())));
            return sent;
        }
    },

    /** Apache's only check is in its writer, which replaces what it would not send unchanged. */
    APACHE {
        @Override
        List<Map.Entry<String, String>> sent(CapturedHeaders headers, List<Map.Entry<String, String>> own) {
            BasicClassicHttpRequest request = new BasicClassicHttpRequest("GET", "/");
            own.forEach(header -> request.addHeader(header.getKey(), header.getValue()));
            Adapters.inject(headers, ADDRESS, request, ApacheWriter.INSTANCE);
            ByteArrayOutputStream wire = new ByteArrayOutputStream();
            SessionOutputBufferImpl buffer = new SessionOutputBufferImpl(1024);
            try {
                new DefaultHttpRequestWriter().write(request, buffer, wire);
                buffer.flush(wire);
            } catch (HttpException | IOException e) {
                throw new AssertionError("Apache could not write the request", e);
            }
            String[] lines = wire.toString(StandardCharsets.ISO_8859_1).split("\r\n");
            return Arrays.stream(lines).skip(1).map(Client::header).toList();
        }
    },

    /** The strictest of all: it also refuses names that belong to the connection. */
    JDK {
        @Override
        List<Map.Entry<String, String>> sent(CapturedHeaders headers, List<Map.Entry<String, String>> own) {
            // The JDK's builder has no way to read its headers back.
            List<Map.Entry<String, String>> sent = new ArrayList<>(own);
            Adapters.inject(headers, ADDRESS, sent, ListWriter.INSTANCE);
            HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create("http://" + HOST));
            sent.forEach(header -> builder.header(header.getKey(), header.getValue()));
            builder.build();
            return sent;
        }
    };

    private static final String HOST = "inventory";
    private static final Address ADDRESS = Address.of("http", HOST, -1);

    /** The lines of a request with the caller's own headers and those of the context. */
    abstract List<Map.Entry<String, String>> sent(CapturedHeaders headers, List<Map.Entry<String, String>> own);

    private static Map.Entry<String, String> header(String line) {
        int colon = line.indexOf(": ");
        return Map.entry(line.substring(0, colon), line.substring(colon + 2));
    }

    private enum OkHttpWriter implements HeaderWriter<Headers.Builder> {
        INSTANCE;

        @Override
        public void forEach(Headers.Builder request, BiConsumer<String, String> line) {
            request.build().forEach(header -> line.accept(header.getFirst(), header.getSecond()));
        }

        @Override
        public void add(Headers.Builder request, String name, String value) {
            request.add(name, value);
        }

        @Override
        public void remove(Headers.Builder request, String name) {
            request.removeAll(name);
        }
    }

    private enum ApacheWriter implements HeaderWriter<BasicClassicHttpRequest> {
        INSTANCE;

        @Override
        public void forEach(BasicClassicHttpRequest request, BiConsumer<String, String> line) {
            for (Header header : request.getHeaders()) {
                line.accept(header.getName(), header.getValue());
            }
        }

        @Override
        public void add(BasicClassicHttpRequest request, String name, String value) {
            request.addHeader(name, value);
        }

        @Override
        public void remove(BasicClassicHttpRequest request, String name) {
            request.removeHeaders(name);
        }
    }
}
