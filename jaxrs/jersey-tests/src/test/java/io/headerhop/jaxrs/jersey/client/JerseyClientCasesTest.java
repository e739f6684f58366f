// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.jersey.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.LostCall;
import io.headerhop.PropagationEvent;
import io.headerhop.PropagationStatus;
import io.headerhop.Scope;
import io.headerhop.contract.Headers;
import io.headerhop.jaxrs.HeaderPropagationClientFeature;
import io.headerhop.jaxrs.contract.JaxrsClientContract;
import io.headerhop.jaxrs.contract.NaiveClients;
import io.headerhop.jaxrs.contract.WayToInvoke;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.util.List;
import org.glassfish.jersey.client.ClientConfig;
import org.glassfish.jersey.client.HttpUrlConnectorProvider;
import org.junit.jupiter.api.Test;

class JerseyClientCasesTest implements JaxrsClientContract {
    /** Which {@link URI} does not accept as a host. */
    @Test
    void carriesTheHeadersToANameWithAnUnderscore() {
        String path = DOWNSTREAM.path("underscore");
        URI service = URI.create(DOWNSTREAM.uri(path).toString().replace("127.0.0.1", "inventory_v2"));
        Client client = ClientBuilder.newClient(new ClientConfig()
                        .connectorProvider(new HttpUrlConnectorProvider().connectionFactory(url -> (HttpURLConnection)
                                new URL("http", "127.0.0.1", url.getPort(), url.getFile()).openConnection())))
                .register(HeaderPropagationClientFeature.class);
        try (Scope scope = Headers.ofRequestOnlyTo(1, "inventory_v2").makeCurrent()) {
            client.target(service).request().get().close();
        }
        assertThat(DOWNSTREAM.receivedOnce(path)).containsEntry("x-request-id", Headers.requestId(1));
        client.close();
    }

    /** Its filters run on the client's own thread, where no line of the application is on the stack. */
    @Test
    void ofALostAsynchronousCallTheLineIsNamedThatMakesIt() throws Exception {
        Headers.ofRequest(1);
        URI uri = DOWNSTREAM.uri(DOWNSTREAM.path("lost"));
        Client client = ClientBuilder.newClient().register(HeaderPropagationClientFeature.class);
        long before = PropagationEvent.NOTHING_CURRENT.count();
        List<LostCall> lost = List.of();
        for (int calls = 1; lost.isEmpty() && calls <= 10_000; calls++) {
            // Again, if so soon after another one nobody looks where it was lost.
            client.target(uri).request().async().get().get().close();
            assertThat(PropagationEvent.NOTHING_CURRENT.count() - before).isEqualTo(calls);
            lost = PropagationStatus.now().lostCalls().stream()
                    .filter(call -> call.line().contains("JerseyClientCasesTest."))
                    .toList();
        }
        assertThat(lost).singleElement().extracting(LostCall::client).isEqualTo("JAX-RS client");
        client.close();
    }

    @Test
    void aFilterThatReadsAThreadLocalIsRightForSynchronousCallsOnly() throws Exception {
        assertThat(NaiveClients.waysThatWork()).containsExactly(WayToInvoke.SYNC, WayToInvoke.INVOKE);
    }
}
