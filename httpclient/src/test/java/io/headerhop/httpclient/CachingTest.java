// SPDX-License-Identifier: Apache-2.0
package io.headerhop.httpclient;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import io.headerhop.Scope;
import io.headerhop.contract.Headers;
import io.headerhop.contract.OutboundCall;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.cache.CachingHttpAsyncClients;
import org.apache.hc.client5.http.impl.cache.CachingHttpClients;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A cache must see each request as it is sent, or it gives one caller's response to another. */
class CachingTest {
    interface Contract {
        /** Returns the response's body. */
        String send(OutboundCall call) throws Exception;

        default String sendAs(int number, OutboundCall call) throws Exception {
            try (Scope scope = Headers.ofRequestOnlyTo(number, "127.0.0.1").makeCurrent()) {
                return send(call);
            }
        }

        @Test
        default void aResponseThatVariesByACarriedHeaderIsKeptForRequestsWithTheSameOneOnly() throws Exception {
            assumeThatTheCacheItselfTellsVariantsApart();
            try (Origin origin = new Origin(CachingTest::cacheableByRequestId)) {
                eachCallerGetsItsOwnAndAskedForOnce(origin, OutboundCall.get(origin.uri("/")));
                assertThat(send(OutboundCall.get(origin.uri("/")))).isEqualTo("none");
            }
        }

        @Test
        default void theSameHoldsIfOnlyARedirectLeadsToAHostThatGetsTheHeaders() throws Exception {
            assumeThatTheCacheItselfTellsVariantsApart();
            try (Origin origin = new Origin(CachingTest::cacheableByRequestId);
                    Origin untrusted = new Origin(exchange -> Origin.redirect(exchange, origin.uri("/")))) {
                eachCallerGetsItsOwnAndAskedForOnce(origin, OutboundCall.get(untrusted.uriAsUntrustedHost("/")));
            }
        }

        @Test
        default void theSameHoldsIfARedirectTurnsAPostIntoAGet() throws Exception {
            assumeThatTheCacheItselfTellsVariantsApart();
            try (Origin origin = new Origin(CachingTest::cacheableByRequestId);
                    Origin first = new Origin(exchange -> Origin.redirect(exchange, origin.uri("/")))) {
                eachCallerGetsItsOwnAndAskedForOnce(origin, new OutboundCall("POST", first.uri("/"), Map.of(), "{}"));
            }
        }

        private void eachCallerGetsItsOwnAndAskedForOnce(Origin origin, OutboundCall call) throws Exception {
            for (int number : new int[] {1, 2, 1, 2}) {
                assertThat(sendAs(number, call)).isEqualTo(Headers.requestId(number));
            }
            assertThat(origin.nextRequestId()).isEqualTo(Headers.requestId(1));
            assertThat(origin.nextRequestId()).isEqualTo(Headers.requestId(2));
            assertThat(origin.hasReceivedNoMore()).isTrue();
        }

        /** With nothing current and the header set by the callers themselves. */
        private void assumeThatTheCacheItselfTellsVariantsApart() throws Exception {
            try (Origin origin = new Origin(CachingTest::cacheableByRequestId)) {
                OutboundCall call = OutboundCall.get(origin.uri("/"));
                send(call.with(Map.of("x-request-id", "one")));
                assumeTrue(
                        send(call.with(Map.of("x-request-id", "another"))).equals("another"),
                        "up to 5.3, the asynchronous cache gives a response that varies to any request");
            }
        }

        @Test
        default void anUntrustedHostToWhichARedirectLeadsIsAskedOnceForAllCallers() throws Exception {
            try (Origin untrusted = new Origin(CachingTest::cacheableByRequestId);
                    Origin first =
                            new Origin(exchange -> Origin.redirect(exchange, untrusted.uriAsUntrustedHost("/")))) {
                OutboundCall call = OutboundCall.get(first.uri("/"));
                sendAs(1, call);
                sendAs(2, call);
                assertThat(untrusted.nextRequestId()).isEmpty();
                assertThat(untrusted.hasReceivedNoMore()).isTrue();
            }
        }

        @Test
        default void aRevalidationInTheBackgroundCarriesTheHeadersOfTheCallThatCausedIt() throws Exception {
            try (Origin origin = new Origin(CachingTest::staleAtOnce)) {
                OutboundCall call = OutboundCall.get(origin.uri("/"));
                sendAs(1, call);
                assertThat(origin.nextRequestId()).isEqualTo(Headers.requestId(1));
                sendAs(2, call);
                assertThat(origin.nextRequestId()).isEqualTo(Headers.requestId(2));
            }
        }
    }

    @Nested
    class Classic implements Contract {
        private final CloseableHttpClient client = HeaderPropagationInterceptors.install(CachingHttpClients.custom())
                .build();

        @AfterEach
        void close() throws Exception {
            client.close();
        }

        @Override
        public String send(OutboundCall call) throws Exception {
            return client.execute(TestClients.classic(call), response -> EntityUtils.toString(response.getEntity()));
        }
    }

    @Nested
    class Async implements Contract {
        private final CloseableHttpAsyncClient client = HeaderPropagationInterceptors.install(
                        CachingHttpAsyncClients.custom())
                .build();

        @AfterEach
        void close() throws Exception {
            client.close();
        }

        @Override
        public String send(OutboundCall call) throws Exception {
            client.start();
            return client.execute(TestClients.simple(call), null)
                    .get(20, TimeUnit.SECONDS)
                    .getBodyText();
        }
    }

    private static void cacheableByRequestId(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Cache-Control", "max-age=60");
        exchange.getResponseHeaders().add("Vary", "X-Request-Id");
        String requestId = exchange.getRequestHeaders().getFirst("x-request-id");
        byte[] body = (requestId == null ? "none" : requestId).getBytes(UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    private static void staleAtOnce(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Cache-Control", "max-age=0, stale-while-revalidate=60");
        exchange.getResponseHeaders().add("ETag", "\"1\"");
        Origin.ok(exchange);
    }
}
