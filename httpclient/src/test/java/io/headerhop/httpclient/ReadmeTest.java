// SPDX-License-Identifier: Apache-2.0
package io.headerhop.httpclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.contract.Downstream;
import io.headerhop.contract.Headers;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.cache.CachingHttpAsyncClients;
import org.apache.hc.client5.http.impl.cache.CachingHttpClientBuilder;
import org.apache.hc.client5.http.impl.cache.CachingHttpClients;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.junit.jupiter.api.Test;

/** The lines of the README. */
class ReadmeTest {
    private static final Downstream DOWNSTREAM = Downstream.instance();

    @Test
    void classic() throws Exception {
        String path = DOWNSTREAM.path("readme");
        try (CloseableHttpClient client = HeaderPropagationInterceptors.install(HttpClients.custom())
                        .build();
                Scope scope = Headers.ofRequest(1).makeCurrent()) {
            client.execute(new HttpGet(DOWNSTREAM.uri(path)), response -> null);
        }
        assertThat(DOWNSTREAM.receivedOnce(path)).containsEntry("x-request-id", Headers.requestId(1));
    }

    @Test
    void asynchronous() throws Exception {
        String path = DOWNSTREAM.path("readme");
        try (CloseableHttpAsyncClient client = HeaderPropagationInterceptors.install(HttpAsyncClients.custom())
                        .build();
                Scope scope = Headers.ofRequest(1).makeCurrent()) {
            client.start();
            client.execute(SimpleRequestBuilder.get(DOWNSTREAM.uri(path)).build(), null)
                    .get(20, TimeUnit.SECONDS);
            assertThat(CapturedHeaders.current().isEmpty()).isFalse();
        }
        assertThat(DOWNSTREAM.receivedOnce(path)).containsEntry("x-request-id", Headers.requestId(1));
    }

    @Test
    void installingReturnsEveryBuilderAsItsOwnType() {
        CachingHttpClientBuilder caching = CachingHttpClients.custom();
        assertThat(HeaderPropagationInterceptors.install(caching).setDeleteCache(true))
                .isSameAs(caching);
        assertThat(HeaderPropagationInterceptors.install(HttpAsyncClients.customHttp2()))
                .isNotNull();
        assertThat(HeaderPropagationInterceptors.install(CachingHttpAsyncClients.customHttp2())
                        .setDeleteCache(true))
                .isNotNull();
    }
}
