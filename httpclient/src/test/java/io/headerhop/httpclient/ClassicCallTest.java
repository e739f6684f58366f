// SPDX-License-Identifier: Apache-2.0
package io.headerhop.httpclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.contract.Headers;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.Timeout;
import org.junit.jupiter.api.Test;

/** What is specific to classic clients. */
class ClassicCallTest {
    @Test
    void theAttemptAfterADroppedConnectionCarriesTheHeadersToo() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        try (Origin origin = new Origin(exchange -> {
                    if (attempts.incrementAndGet() > 1) {
                        Origin.ok(exchange);
                    }
                });
                CloseableHttpClient client =
                        installed().setRetryStrategy(TestClients.retryOnce()).build();
                Scope scope = Headers.ofRequest(1).makeCurrent()) {
            assertThat(get(client, origin.uri("/"))).isEqualTo(200);
            assertThat(origin.nextRequestId()).isEqualTo(Headers.requestId(1));
            assertThat(origin.nextRequestId()).isEqualTo(Headers.requestId(1));
        }
    }

    @Test
    void installingTwiceIsTheSameAsOnce() throws Exception {
        try (Origin untrusted = new Origin(Origin::ok);
                Origin origin = new Origin(exchange -> Origin.redirect(exchange, untrusted.uriAsUntrustedHost("/")));
                CloseableHttpClient client =
                        HeaderPropagationInterceptors.install(installed()).build();
                Scope scope = Headers.ofRequestOnlyTo(1, "127.0.0.1").makeCurrent()) {
            get(client, origin.uri("/"));
            assertThat(origin.nextRequestId()).isEqualTo(Headers.requestId(1));
            assertThat(untrusted.nextRequestId()).isEmpty();
        }
    }

    @Test
    void aClientThatFollowsNoRedirectsCarriesTheHeadersOfItsOneHop() throws Exception {
        try (Origin origin = new Origin(exchange -> Origin.redirect(exchange, URI.create("http://localhost:1/")));
                CloseableHttpClient client =
                        installed().disableRedirectHandling().build();
                Scope scope = Headers.ofRequest(1).makeCurrent()) {
            assertThat(get(client, origin.uri("/"))).isEqualTo(302);
            assertThat(origin.nextRequestId()).isEqualTo(Headers.requestId(1));
        }
    }

    @Test
    void aCallMadeInsideTheChainOfAnotherDisturbsNeither() throws Exception {
        try (Origin inner = new Origin(Origin::ok);
                Origin last = new Origin(Origin::ok);
                Origin first = new Origin(exchange -> Origin.redirect(exchange, last.uriAsUntrustedHost("/")));
                CloseableHttpClient innerClient = installed().build();
                CloseableHttpClient client = installed()
                        .addExecInterceptorAfter(ChainElement.REDIRECT.name(), "token", (request, scope, chain) -> {
                            try (Scope other = Headers.ofRequest(2).makeCurrent()) {
                                get(innerClient, inner.uri("/token"));
                            }
                            return chain.proceed(request, scope);
                        })
                        .build();
                Scope scope = Headers.ofRequestOnlyTo(1, "127.0.0.1").makeCurrent()) {
            get(client, first.uri("/"));
            assertThat(first.nextRequestId()).isEqualTo(Headers.requestId(1));
            assertThat(last.nextRequestId()).isEmpty();
            assertThat(inner.nextRequestId()).isEqualTo(Headers.requestId(2));
            assertThat(inner.nextRequestId()).isEqualTo(Headers.requestId(2));
        }
    }

    @Test
    void theCallersObjectIsNotChanged() throws Exception {
        try (Origin origin = new Origin(Origin::ok);
                CloseableHttpClient client = installed().build();
                Scope scope = Headers.ofRequest(1).makeCurrent()) {
            HttpGet request = new HttpGet(origin.uri("/"));
            client.execute(request, response -> null);
            assertThat(request.getHeaders()).isEmpty();
        }
    }

    @Test
    void thePortIsTheSchemesDefaultIfTheCallerGaveNone() throws Exception {
        // As a proxy, the server gets requests to hosts that do not exist.
        try (Origin proxy = new Origin(Origin::ok);
                CloseableHttpClient client = installed()
                        .setProxy(new HttpHost("127.0.0.1", proxy.port()))
                        .build()) {
            for (String destination : new String[] {"inventory:80", "inventory:443"}) {
                try (Scope scope = Headers.ofRequestOnlyTo(1, destination).makeCurrent()) {
                    assertThat(get(client, URI.create("http://INVENTORY/"))).isEqualTo(200);
                }
            }
            assertThat(proxy.nextRequestId()).isEqualTo(Headers.requestId(1));
            assertThat(proxy.nextRequestId()).isEmpty();
        }
    }

    @Test
    void theHostThatTheClientConnectsToDecidesAndNotWhatTheHostHeaderSays() throws Exception {
        try (Origin origin = new Origin(Origin::ok);
                CloseableHttpClient client = installed().build();
                Scope scope = Headers.ofRequestOnlyTo(1, "inventory").makeCurrent()) {
            HttpGet request = new HttpGet("http://inventory/");
            client.execute(new HttpHost("http", "127.0.0.1", origin.port()), request, response -> null);
            assertThat(origin.nextRequestId()).isEmpty();
        }
    }

    @Test
    void aCallThatTimesOutFailsAsUsualAndKeepsTheContext() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        CapturedHeaders headers = Headers.ofRequest(1);
        try (Origin origin = new Origin(exchange -> await(end));
                CloseableHttpClient client = installed()
                        .setDefaultRequestConfig(RequestConfig.custom()
                                .setResponseTimeout(Timeout.ofMilliseconds(50))
                                .build())
                        .build();
                Scope scope = headers.makeCurrent()) {
            assertThatThrownBy(() -> get(client, origin.uri("/"))).isInstanceOf(SocketTimeoutException.class);
            assertThat(CapturedHeaders.current()).isSameAs(headers);
            end.countDown();
        }
    }

    @Test
    void aCancelledCallFailsAsUsualAndKeepsTheContext() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        CapturedHeaders headers = Headers.ofRequest(1);
        HttpGet[] request = new HttpGet[1];
        try (Origin origin = new Origin(exchange -> {
                    request[0].cancel();
                    await(end);
                });
                CloseableHttpClient client = installed().build();
                Scope scope = headers.makeCurrent()) {
            request[0] = new HttpGet(origin.uri("/"));
            assertThatThrownBy(() -> client.execute(request[0], response -> null))
                    .isInstanceOf(IOException.class);
            assertThat(request[0].isCancelled()).isTrue();
            assertThat(CapturedHeaders.current()).isSameAs(headers);
            end.countDown();
        }
    }

    private static HttpClientBuilder installed() {
        return HeaderPropagationInterceptors.install(HttpClients.custom());
    }

    private static int get(CloseableHttpClient client, URI uri) throws IOException {
        return client.execute(new HttpGet(uri), response -> {
            EntityUtils.consume(response.getEntity());
            return response.getCode();
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
