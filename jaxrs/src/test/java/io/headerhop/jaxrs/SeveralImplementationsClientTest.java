// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.contract.Downstream;
import io.headerhop.contract.Headers;
import io.headerhop.jaxrs.contract.AsyncExecutor;
import jakarta.ws.rs.client.ClientBuilder;
import java.util.stream.Stream;
import org.apache.cxf.jaxrs.client.spec.ClientBuilderImpl;
import org.glassfish.jersey.client.JerseyClientBuilder;
import org.jboss.resteasy.client.jaxrs.internal.ResteasyClientBuilderImpl;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All three on one class path, as in an application server; Jersey also without an injection framework. */
class SeveralImplementationsClientTest {
    static Stream<ClientBuilder> implementations() {
        return Stream.of(new JerseyClientBuilder(), new ResteasyClientBuilderImpl(), new ClientBuilderImpl());
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void eachIsToldApartByItself(ClientBuilder builder) throws Exception {
        Downstream downstream = Downstream.instance();
        String path = downstream.path("several");
        // This makes asynchronous calls work on any JAX-RS client, through the standard API. RESTEasy needs it here:
        // the artifact with its thread context is not on this class path.
        var client = builder.executorService(CapturedHeaders.propagating(AsyncExecutor.daemons(1)))
                .build()
                .register(HeaderPropagationClientFeature.class);
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            client.target(downstream.uri(path)).request().get().close();
            client.target(downstream.uri(path)).request().async().get().get().close();
            client.target(downstream.uri(path))
                    .request()
                    .rx()
                    .get()
                    .toCompletableFuture()
                    .get()
                    .close();
        }
        assertThat(downstream.received(path))
                .hasSize(3)
                .allSatisfy(request -> assertThat(request).containsEntry("x-request-id", Headers.requestId(1)));
    }
}
