// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.cxf.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.contract.Downstream;
import io.headerhop.contract.Headers;
import io.headerhop.jaxrs.HeaderPropagationClientFeature;
import io.headerhop.jaxrs.contract.AsyncExecutor;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.Test;

/** The code of the README does what the README says. */
class ClientReadmeTest {
    private static final Downstream DOWNSTREAM = Downstream.instance();

    private final String path = DOWNSTREAM.path("readme");

    @Test
    void aRegisteredFeatureCarriesTheHeaders() {
        Client client = ClientBuilder.newClient().register(HeaderPropagationClientFeature.class);
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            client.target(DOWNSTREAM.uri(path)).request().get().close();
        }
        assertThat(DOWNSTREAM.receivedOnce(path)).containsEntry("x-request-id", Headers.requestId(1));
    }

    @Test
    void anExecutorThatHandsHeadersOverMakesRxCarryThemOnCxf() throws Exception {
        ExecutorService pool = AsyncExecutor.daemons(1);
        Client client = ClientBuilder.newBuilder()
                .executorService(CapturedHeaders.propagating(pool))
                .build()
                .register(HeaderPropagationClientFeature.class);
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            client.target(DOWNSTREAM.uri(path))
                    .request()
                    .rx()
                    .get()
                    .toCompletableFuture()
                    .get()
                    .close();
        }
        assertThat(DOWNSTREAM.receivedOnce(path)).containsEntry("x-request-id", Headers.requestId(1));
    }
}
