// SPDX-License-Identifier: Apache-2.0
package io.headerhop.httpclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderPropagation;
import io.headerhop.Scope;
import io.headerhop.contract.Headers;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpRequestInterceptor;
import org.apache.hc.core5.http.message.BasicHeader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The limit for headers that the application sets on the client instead of the request. The client adds default headers
 * and runs request interceptors as it writes the request, after the last handler of the chain, so we never see them.
 */
class ClientsOwnHeadersTest {
    private static final CapturedHeaders CAPTURED = captured(HeaderPropagation.istio());
    private static final HttpRequestInterceptor NONE = (request, body, context) -> {};

    @ParameterizedTest
    @EnumSource
    void aValueThatAnInterceptorAddsIsSentBesideOurs(Kind client) throws Exception {
        HttpRequestInterceptor adds = (request, body, context) -> request.addHeader("X-Request-Id", "mine");
        assertThat(sent(client, CAPTURED, adds, List.of()))
                .containsExactlyInAnyOrder(
                        "x-request-id: ours", "x-request-id: mine", "traceparent: ours", "tracestate: ours=1");
    }

    @ParameterizedTest
    @EnumSource
    void aMemberOfAGroupThatAnInterceptorSetsIsMixedWithTheRestOfOurs(Kind client) throws Exception {
        HttpRequestInterceptor sets = (request, body, context) -> request.setHeader("traceparent", "mine");
        assertThat(sent(client, CAPTURED, sets, List.of()))
                .containsExactlyInAnyOrder("x-request-id: ours", "traceparent: mine", "tracestate: ours=1");
    }

    @ParameterizedTest
    @EnumSource
    void whatAnInterceptorSetsIsNotReplacedEither(Kind client) throws Exception {
        HttpRequestInterceptor sets = (request, body, context) -> request.setHeader("x-request-id", "mine");
        assertThat(sent(client, captured(HeaderPropagation.istio().replacing(true)), sets, List.of()))
                .containsExactlyInAnyOrder("x-request-id: mine", "traceparent: ours", "tracestate: ours=1");
    }

    /** The client omits a default header if the request already has one of that name. */
    @ParameterizedTest
    @EnumSource
    void aDefaultHeaderOfANameThatWasCapturedIsNotSent(Kind client) throws Exception {
        List<Header> defaults =
                List.of(new BasicHeader("x-request-id", "mine"), new BasicHeader("traceparent", "mine"));
        assertThat(sent(client, CAPTURED, NONE, defaults))
                .containsExactlyInAnyOrder("x-request-id: ours", "traceparent: ours", "tracestate: ours=1");
    }

    @ParameterizedTest
    @EnumSource
    void aDefaultHeaderOfAGroupIsMixedWithAnotherMemberThatWasCaptured(Kind client) throws Exception {
        CapturedHeaders captured = Headers.captured(HeaderPropagation.istio(), Map.of("b3", List.of("0")));
        assertThat(sent(client, captured, NONE, List.of(new BasicHeader("x-b3-sampled", "1"))))
                .containsExactlyInAnyOrder("b3: 0", "x-b3-sampled: 1");
    }

    private static CapturedHeaders captured(HeaderPropagation rules) {
        return Headers.captured(
                rules,
                Map.of(
                        "x-request-id", List.of("ours"),
                        "traceparent", List.of("ours"),
                        "tracestate", List.of("ours=1")));
    }

    private static List<String> sent(
            Kind client, CapturedHeaders captured, HttpRequestInterceptor interceptor, List<Header> defaults)
            throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        try (Origin origin = new Origin(exchange -> {
                    exchange.getRequestHeaders()
                            .forEach((name, values) -> values.stream()
                                    .map(value -> name.toLowerCase(Locale.ROOT) + ": " + value)
                                    .filter(line ->
                                            line.matches("(x-request-id|traceparent|tracestate|b3|x-b3-sampled):.*"))
                                    .forEach(lines::add));
                    Origin.ok(exchange);
                });
                Scope scope = captured.makeCurrent()) {
            client.get(origin.uri("/"), interceptor, defaults);
        }
        return lines;
    }

    private enum Kind {
        CLASSIC {
            @Override
            void get(URI uri, HttpRequestInterceptor interceptor, List<Header> defaults) throws Exception {
                try (CloseableHttpClient client = HeaderPropagationInterceptors.install(HttpClients.custom())
                        .addRequestInterceptorLast(interceptor)
                        .setDefaultHeaders(defaults)
                        .build()) {
                    client.execute(new HttpGet(uri), response -> null);
                }
            }
        },
        ASYNC {
            @Override
            void get(URI uri, HttpRequestInterceptor interceptor, List<Header> defaults) throws Exception {
                try (CloseableHttpAsyncClient client = HeaderPropagationInterceptors.install(HttpAsyncClients.custom())
                        .addRequestInterceptorLast(interceptor)
                        .setDefaultHeaders(defaults)
                        .build()) {
                    client.start();
                    client.execute(SimpleRequestBuilder.get(uri).build(), null).get(20, TimeUnit.SECONDS);
                }
            }
        };

        abstract void get(URI uri, HttpRequestInterceptor interceptor, List<Header> defaults) throws Exception;
    }
}
