// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.spring;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import feign.Feign;
import feign.RequestLine;
import feign.hc5.ApacheHttp5Client;
import io.headerhop.Scope;
import io.headerhop.contract.Downstream;
import io.headerhop.contract.Headers;
import io.headerhop.httpclient.HeaderPropagationInterceptors;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.junit.jupiter.api.Test;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** Clients that Spring Boot's configuration does not reach. */
class OtherClientsTest {
    private final Downstream downstream = Downstream.instance();
    private final String path = downstream.path("other");

    interface Upstream {
        @RequestLine("GET /")
        String get();
    }

    @Test
    void withoutSpringBootARequestFactoryIsGivenTheClient() {
        ClientHttpRequestFactory requests = new HttpComponentsClientHttpRequestFactory(
                HeaderPropagationInterceptors.install(HttpClients.custom()).build());

        RestClient client = RestClient.builder().requestFactory(requests).build();
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            client.get().uri(downstream.uri(path)).retrieve().toBodilessEntity();
        }
        assertThat(downstream.receivedOnce(path)).contains(entry("x-request-id", Headers.requestId(1)));
    }

    @Test
    void feignIsGivenTheClient() {
        Feign.Builder feign = Feign.builder()
                .client(new ApacheHttp5Client(HeaderPropagationInterceptors.install(HttpClients.custom())
                        .build()));

        Upstream upstream = feign.target(Upstream.class, downstream.uri(path).toString());
        try (Scope scope = Headers.ofRequest(2).makeCurrent()) {
            upstream.get();
        }
        assertThat(downstream.receivedOnce(path + "/")).contains(entry("x-request-id", Headers.requestId(2)));
    }

    @Test
    void aClientMadeByHandCarriesNothing() {
        try (Scope scope = Headers.ofRequest(3).makeCurrent()) {
            RestClient.create().get().uri(downstream.uri(path)).retrieve().toBodilessEntity();
        }
        assertThat(downstream.receivedOnce(path)).doesNotContainKey("x-request-id");
    }
}
