// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jdkhttpclient;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.spi.Address;
import io.headerhop.spi.HeaderWriter;
import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Opens web sockets whose upgrade request has the headers that are current at {@code buildAsync}. Can be used again, as
 * the client's own can: each socket is opened with a new one of those, which cannot forget a header.
 */
final class PropagatingWebSocketBuilder implements WebSocket.Builder {
    private record Line(String name, String value) {}

    private final Supplier<WebSocket.Builder> builders;
    // It checks what it is given.
    private final WebSocket.Builder builder;
    private final List<Line> own = new ArrayList<>();
    private UnaryOperator<WebSocket.Builder> settings = UnaryOperator.identity();

    PropagatingWebSocketBuilder(Supplier<WebSocket.Builder> builders) {
        this.builders = builders;
        this.builder = builders.get();
    }

    @Override
    public WebSocket.Builder header(String name, String value) {
        builder.header(name, value);
        own.add(new Line(name, value));
        return this;
    }

    @Override
    public WebSocket.Builder connectTimeout(Duration timeout) {
        builder.connectTimeout(timeout);
        return set(each -> each.connectTimeout(timeout));
    }

    @Override
    public WebSocket.Builder subprotocols(String mostPreferred, String... lesserPreferred) {
        builder.subprotocols(mostPreferred, lesserPreferred);
        String[] lesser = Arrays.copyOf(lesserPreferred, lesserPreferred.length);
        return set(each -> each.subprotocols(mostPreferred, lesser));
    }

    private WebSocket.Builder set(UnaryOperator<WebSocket.Builder> setting) {
        UnaryOperator<WebSocket.Builder> before = settings;
        settings = each -> setting.apply(before.apply(each));
        return this;
    }

    /** The listener is called with nothing current: messages belong to no inbound request. */
    @Override
    public CompletableFuture<WebSocket> buildAsync(URI uri, WebSocket.Listener listener) {
        CapturedHeaders headers = CapturedHeaders.current();
        Address address = Address.of(uri);
        List<Line> lines = new ArrayList<>(own);
        if (address == null
                || Adapters.inject(headers, address, lines, Writer.INSTANCE).isNothing()) {
            return builder.buildAsync(uri, listener);
        }
        WebSocket.Builder carrying = settings.apply(builders.get());
        lines.forEach(line -> carrying.header(line.name(), line.value()));
        return CallersFuture.of(headers, carrying.buildAsync(uri, listener));
    }

    private enum Writer implements HeaderWriter<List<Line>> {
        INSTANCE;

        @Override
        public String client() {
            return "JDK HttpClient";
        }

        @Override
        public void forEach(List<Line> request, BiConsumer<String, String> line) {
            request.forEach(each -> line.accept(each.name(), each.value()));
        }

        @Override
        public void add(List<Line> request, String name, String value) {
            request.add(new Line(name, value));
        }

        @Override
        public void remove(List<Line> request, String name) {
            request.removeIf(line -> line.name().equalsIgnoreCase(name));
        }
    }
}
