// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import io.headerhop.spi.Address;
import io.headerhop.spi.HeaderWriter;
import io.headerhop.spi.Injection;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.URI;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientRequest;

/** Judges each hop of a redirect that Reactor Netty follows. */
final class ReactorRedirects {
    private ReactorRedirects() {}

    static ReactorClientHttpConnectorBuilder judged(ReactorClientHttpConnectorBuilder builder) {
        return builder.withHttpClientCustomizer(ReactorRedirects::judged);
    }

    private static HttpClient judged(HttpClient client) {
        var follows = client.configuration().followRedirectPredicate();
        if (follows == null) {
            return client;
        }
        BiConsumer<HttpHeaders, HttpClientRequest> before =
                client.configuration().redirectRequestBiConsumer();
        Consumer<HttpClientRequest> alone = client.configuration().redirectRequestConsumer();
        return client.followRedirect(follows, (headersBefore, request) -> {
            if (before != null) {
                before.accept(headersBefore, request);
            } else if (alone != null) {
                alone.accept(request);
            }
            judge(request);
        });
    }

    private static void judge(HttpClientRequest request) {
        WebClientFilter.Injected injected =
                request.currentContextView().getOrDefault(WebClientFilter.Injected.class, null);
        Injection injection = injected == null ? null : injected.get();
        String url = request.resourceUrl();
        Address address = url == null ? null : addressOf(url);
        if (injection != null && address != null) {
            injection.followTo(address, request.requestHeaders(), Writer.INSTANCE);
        }
    }

    private static @Nullable Address addressOf(String url) {
        return Address.of(URI.create(url));
    }

    private enum Writer implements HeaderWriter<HttpHeaders> {
        INSTANCE;

        @Override
        public String client() {
            return RequestLines.Client.WEB_CLIENT.client();
        }

        @Override
        public void forEach(HttpHeaders request, BiConsumer<String, String> line) {
            request.forEach(header -> line.accept(header.getKey(), header.getValue()));
        }

        @Override
        public void add(HttpHeaders request, String name, String value) {
            request.add(name, value);
        }

        @Override
        public void remove(HttpHeaders request, String name) {
            request.remove(name);
        }
    }
}
