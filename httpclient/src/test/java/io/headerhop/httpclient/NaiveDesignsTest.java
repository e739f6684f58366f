// SPDX-License-Identifier: Apache-2.0
package io.headerhop.httpclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.contract.Downstream;
import io.headerhop.contract.Headers;
import io.headerhop.contract.OutboundCall;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.cache.CachingHttpClients;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpRequest;
import org.junit.jupiter.api.Test;

/** The obvious designs, and what each of them gets wrong. */
class NaiveDesignsTest {
    private static final Downstream DOWNSTREAM = Downstream.instance();

    @Test
    void aRequestInterceptorOfAnAsynchronousClientRunsOnAThreadWhereNothingIsCurrent() throws Exception {
        String path = DOWNSTREAM.path("interceptor");
        try (CloseableHttpAsyncClient client = HttpAsyncClients.custom()
                        .addRequestInterceptorLast(
                                (request, body, context) -> inject(CapturedHeaders.current(), request))
                        .build();
                Scope scope = Headers.ofRequest(1).makeCurrent()) {
            client.start();
            client.execute(TestClients.simple(OutboundCall.get(DOWNSTREAM.uri(path))), null)
                    .get(20, TimeUnit.SECONDS);
        }
        assertThat(DOWNSTREAM.receivedOnce(path)).doesNotContainKey("x-request-id");
    }

    @Test
    void aHeaderThatTheFirstHandlerAddsToTheRequestAloneIsLostOnARedirect() throws Exception {
        String first = DOWNSTREAM.path("first");
        String second = DOWNSTREAM.path("second");
        DOWNSTREAM.redirect(first, DOWNSTREAM.uri(second));
        HttpClientBuilder builder = HttpClients.custom().addExecInterceptorFirst("naive", (request, scope, chain) -> {
            inject(CapturedHeaders.current(), request);
            return chain.proceed(request, scope);
        });
        send(1, builder, first);
        assertThat(requestIdAt(first)).isEqualTo(Headers.requestId(1));
        assertThat(DOWNSTREAM.receivedOnce(second)).doesNotContainKey("x-request-id");
    }

    @Test
    void anAttributeOfTheHttpContextBelongsToTheLastOfTheCallsThatShareTheContext() throws Exception {
        HttpAsyncClientBuilder builder = TestClients.withOneConnection(HttpAsyncClients.custom())
                .addExecInterceptorFirst("naive", (request, body, scope, chain, callback) -> {
                    scope.clientContext.setAttribute("headers", CapturedHeaders.current());
                    chain.proceed(request, body, scope, callback);
                })
                .addRequestInterceptorLast(
                        (request, body, context) -> inject((CapturedHeaders) context.getAttribute("headers"), request));
        HttpClientContext shared = HttpClientContext.create();
        List<String> paths = List.of(DOWNSTREAM.path("1"), DOWNSTREAM.path("2"), DOWNSTREAM.path("3"));
        Downstream.Gate gate = DOWNSTREAM.gate(paths.get(0));
        List<Future<SimpleHttpResponse>> answers = new ArrayList<>();
        try (CloseableHttpAsyncClient client = builder.build()) {
            client.start();
            for (int i = 0; i < 3; i++) {
                try (Scope scope = Headers.ofRequest(i).makeCurrent()) {
                    answers.add(client.execute(
                            TestClients.simple(OutboundCall.get(DOWNSTREAM.uri(paths.get(i)))), shared, null));
                }
                if (i == 0) {
                    gate.awaitArrival();
                }
            }
            gate.open();
            for (Future<SimpleHttpResponse> answer : answers) {
                answer.get(20, TimeUnit.SECONDS);
            }
        }
        assertThat(paths.stream().map(NaiveDesignsTest::requestIdAt))
                .containsExactly(Headers.requestId(0), Headers.requestId(2), Headers.requestId(2));
    }

    @Test
    void aHeaderAddedBehindTheCacheKeepsItFromFindingItsOwnResponse() throws Exception {
        try (Origin origin = new Origin(exchange -> {
                    exchange.getResponseHeaders().add("Cache-Control", "max-age=60");
                    exchange.getResponseHeaders().add("Vary", "X-Request-Id");
                    Origin.ok(exchange);
                });
                CloseableHttpClient client = CachingHttpClients.custom()
                        .addExecInterceptorLast("naive", (request, scope, chain) -> {
                            inject(CapturedHeaders.current(), request);
                            return chain.proceed(request, scope);
                        })
                        .build()) {
            for (int i = 0; i < 2; i++) {
                try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
                    client.execute(TestClients.classic(OutboundCall.get(origin.uri("/"))), response -> null);
                }
            }
            assertThat(origin.nextRequestId()).isEqualTo(Headers.requestId(1));
            assertThat(origin.nextRequestId()).isEqualTo(Headers.requestId(1));
        }
    }

    private static void send(int number, HttpClientBuilder builder, String path) throws IOException {
        try (CloseableHttpClient client = builder.build();
                Scope scope = Headers.ofRequest(number).makeCurrent()) {
            client.execute(TestClients.classic(OutboundCall.get(DOWNSTREAM.uri(path))), response -> null);
        }
    }

    private static void inject(CapturedHeaders headers, HttpRequest request) {
        headers.values("x-request-id").forEach(value -> request.addHeader("x-request-id", value));
    }

    private static String requestIdAt(String path) {
        return DOWNSTREAM.receivedOnce(path).get("x-request-id");
    }
}
