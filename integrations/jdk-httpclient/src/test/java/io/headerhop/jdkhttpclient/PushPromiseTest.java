// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jdkhttpclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.contract.Headers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.util.HeaderMap;
import io.undertow.util.Methods;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Undertow answers and pushes another resource meanwhile. */
class PushPromiseTest {
    private Undertow server;
    private final List<String> ids = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() {
        server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
                .setHandler(exchange -> {
                    ids.add(exchange.getRequestPath() + " "
                            + exchange.getRequestHeaders().getFirst("x-request-id"));
                    if (exchange.getRequestPath().equals("/page")) {
                        exchange.getConnection().pushResource("/style", Methods.GET, new HeaderMap(), pushed -> {
                            ids.add("pushed " + pushed.getRequestHeaders().getFirst("x-request-id"));
                            pushed.getResponseSender().send("style");
                        });
                    }
                    exchange.getResponseSender().send("page");
                })
                .build();
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @ParameterizedTest
    @EnumSource
    void aPushIsOfferedWithTheCallersHeadersAndItsRequestHasNone(Redirect policy) throws Exception {
        HttpClient client = HeaderPropagationHttpClient.create(HttpClient.newBuilder()
                .version(Version.HTTP_2)
                .followRedirects(policy)
                .build());
        int port = ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
        // The connection is upgraded by the first request.
        client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/first"))
                        .build(),
                BodyHandlers.discarding());
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/page"))
                .build();
        CapturedHeaders headers = Headers.ofRequest(1);
        List<CapturedHeaders> seen = new CopyOnWriteArrayList<>();
        CompletableFuture<HttpResponse<String>> pushed = new CompletableFuture<>();
        HttpResponse<String> response;
        try (Scope scope = headers.makeCurrent()) {
            response = client.sendAsync(request, BodyHandlers.ofString(), (initiating, push, acceptor) -> {
                        assertThat(initiating).isEqualTo(request);
                        seen.add(CapturedHeaders.current());
                        acceptor.apply(answer -> {
                                    seen.add(CapturedHeaders.current());
                                    return BodyHandlers.ofString().apply(answer);
                                })
                                .whenComplete((style, failure) -> {
                                    seen.add(CapturedHeaders.current());
                                    pushed.complete(style);
                                });
                    })
                    .get(20, TimeUnit.SECONDS);
        }
        assertThat(response.body()).isEqualTo("page");
        assertThat(response.version()).isEqualTo(Version.HTTP_2);
        assertThat(pushed.get(20, TimeUnit.SECONDS).body()).isEqualTo("style");
        assertThat(seen).hasSize(3).allMatch(each -> each == headers);
        assertThat(ids).containsExactlyInAnyOrder("/first null", "/page " + Headers.requestId(1), "pushed null");
    }
}
