package io.headerhop.jaxrs.jersey.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.Scope;
import io.headerhop.contract.Downstream;
import io.headerhop.contract.Headers;
import io.headerhop.jaxrs.HeaderPropagationClientFeature;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class JerseyNettyConnectorTest {
    /** With a status or, by this connector's nature, now and then with a failure; but it ends. */
    @Test
    void eachOfManyRedirectedCallsEnds() {
        Downstream downstream = Downstream.instance();
        String first = downstream.path("first");
        downstream.redirect(first, downstream.uri(downstream.path("last")));
        Client client =
                ClientBuilder.newClient(Connector.NETTY.config()).register(HeaderPropagationClientFeature.class);
        List<CompletableFuture<Response>> calls = new ArrayList<>();
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            for (int i = 0; i < 30; i++) {
                calls.add(client.target(downstream.uri(first))
                        .request()
                        .rx()
                        .get()
                        .toCompletableFuture());
            }
        }
        for (CompletableFuture<Response> call : calls) {
            assertThat(call.handle((response, failure) -> "ended")).succeedsWithin(Duration.ofSeconds(20));
        }
        client.close();
    }
}
