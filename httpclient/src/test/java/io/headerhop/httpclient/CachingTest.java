package io.headerhop.httpclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

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

/** A cache must see of a request what is sent, or it keeps the response for the wrong requests. */
class CachingTest {
    interface Contract {
        void send(OutboundCall call) throws Exception;

        default void sendAs(int number, OutboundCall call) throws Exception {
            try (Scope scope = Headers.ofRequestOnlyTo(number, "127.0.0.1").makeCurrent()) {
                send(call);
            }
        }

        /** Where nothing is current and the caller sets the header itself. */
        default void assumeThatTheCacheItselfTellsVariantsApart() throws Exception {
            try (Origin origin = new Origin(CachingTest::cacheableByRequestId)) {
                send(OutboundCall.get(origin.uri("/")).with(Map.of("x-request-id", "one")));
                send(OutboundCall.get(origin.uri("/")).with(Map.of("x-request-id", "another")));
                assertThat(origin.nextRequestId()).isEqualTo("one");
                assumeFalse(
                        origin.hasReceivedNoMore(),
                        "the asynchronous cache serves any variant it has to any request, up to 5.3 of httpclient5-cache");
            }
        }

        @Test
        default void aResponseThatVariesByACarriedHeaderIsKeptForRequestsWithTheSameOneOnly() throws Exception {
            assumeThatTheCacheItselfTellsVariantsApart();
            try (Origin origin = new Origin(CachingTest::cacheableByRequestId)) {
                OutboundCall call = OutboundCall.get(origin.uri("/"));
                sendAs(1, call);
                sendAs(1, call);
                sendAs(2, call);
                send(call);
                assertThat(origin.nextRequestId()).isEqualTo(Headers.requestId(1));
                assertThat(origin.nextRequestId()).isEqualTo(Headers.requestId(2));
                assertThat(origin.nextRequestId()).isEmpty();
                assertThat(origin.hasReceivedNoMore()).isTrue();
            }
        }

        @Test
        default void soItIsWhereOnlyARedirectLeadsToAHostThatGetsTheHeaders() throws Exception {
            assumeThatTheCacheItselfTellsVariantsApart();
            try (Origin origin = new Origin(CachingTest::cacheableByRequestId);
                    Origin stranger = new Origin(exchange -> Origin.redirect(exchange, origin.uri("/")))) {
                OutboundCall call = OutboundCall.get(stranger.uriAsStranger("/"));
                sendAs(1, call);
                sendAs(2, call);
                sendAs(1, call);
                assertThat(origin.nextRequestId()).isEqualTo(Headers.requestId(1));
                assertThat(origin.nextRequestId()).isEqualTo(Headers.requestId(2));
                assertThat(origin.hasReceivedNoMore()).isTrue();
            }
        }

        @Test
        default void soItIsWhereARedirectTurnsAPostIntoAGet() throws Exception {
            assumeThatTheCacheItselfTellsVariantsApart();
            try (Origin origin = new Origin(CachingTest::cacheableByRequestId);
                    Origin first = new Origin(exchange -> Origin.redirect(exchange, origin.uri("/")))) {
                OutboundCall call = new OutboundCall("POST", first.uri("/"), Map.of(), "{}");
                sendAs(1, call);
                sendAs(2, call);
                sendAs(1, call);
                assertThat(origin.nextRequestId()).isEqualTo(Headers.requestId(1));
                assertThat(origin.nextRequestId()).isEqualTo(Headers.requestId(2));
                assertThat(origin.hasReceivedNoMore()).isTrue();
            }
        }

        @Test
        default void aStrangerToWhomARedirectLeadsIsAskedOnceForAllCallers() throws Exception {
            try (Origin stranger = new Origin(CachingTest::cacheableByRequestId);
                    Origin first = new Origin(exchange -> Origin.redirect(exchange, stranger.uriAsStranger("/")))) {
                OutboundCall call = OutboundCall.get(first.uri("/"));
                sendAs(1, call);
                sendAs(2, call);
                assertThat(stranger.nextRequestId()).isEmpty();
                assertThat(stranger.hasReceivedNoMore()).isTrue();
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
        private final CloseableHttpClient client =
                HeaderPropagationHttpClient.install(CachingHttpClients.custom()).build();

        @AfterEach
        void close() throws Exception {
            client.close();
        }

        @Override
        public void send(OutboundCall call) throws Exception {
            client.execute(TestClients.classic(call), response -> {
                EntityUtils.consume(response.getEntity());
                return null;
            });
        }
    }

    @Nested
    class Async implements Contract {
        private final CloseableHttpAsyncClient client = HeaderPropagationHttpClient.install(
                        CachingHttpAsyncClients.custom())
                .build();

        @AfterEach
        void close() throws Exception {
            client.close();
        }

        @Override
        public void send(OutboundCall call) throws Exception {
            client.start();
            client.execute(TestClients.simple(call), null).get(20, TimeUnit.SECONDS);
        }
    }

    private static void cacheableByRequestId(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Cache-Control", "max-age=60");
        exchange.getResponseHeaders().add("Vary", "X-Request-Id");
        Origin.ok(exchange);
    }

    private static void staleAtOnce(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Cache-Control", "max-age=0, stale-while-revalidate=60");
        exchange.getResponseHeaders().add("ETag", "\"1\"");
        Origin.ok(exchange);
    }
}
