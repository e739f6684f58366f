package io.headerhop.jaxrs.jersey.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.contract.Downstream;
import io.headerhop.contract.Headers;
import io.headerhop.jaxrs.HeaderPropagationClientFeature;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import org.glassfish.jersey.client.ClientConfig;
import org.glassfish.jersey.netty.connector.NettyConnectorProvider;
import org.junit.jupiter.api.Test;

class JerseyNettyConnectorTest {
    /** By nature: the connector makes these threads and gives nobody a place to hand anything over. */
    @Test
    void callbacksOnTheConnectorsOwnThreadsSeeNothing() throws Exception {
        Downstream downstream = Downstream.instance();
        String path = downstream.path("netty");
        Downstream.Gate gate = downstream.gate(path);
        Client client = ClientBuilder.newClient(new ClientConfig().connectorProvider(new NettyConnectorProvider()))
                .register(HeaderPropagationClientFeature.class);
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            var seen = client.target(downstream.uri(path))
                    .request()
                    .rx()
                    .get()
                    .thenApply(response -> CapturedHeaders.current().isEmpty());
            gate.awaitArrival();
            gate.open();
            assertThat(seen).succeedsWithin(java.time.Duration.ofSeconds(20)).isEqualTo(true);
        }
        assertThat(downstream.receivedOnce(path)).containsEntry("x-request-id", Headers.requestId(1));
    }
}
