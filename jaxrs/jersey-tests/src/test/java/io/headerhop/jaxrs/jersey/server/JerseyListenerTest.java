// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.jersey.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.contract.InboundContract;
import io.headerhop.jaxrs.HeaderPropagationServerFeature;
import io.headerhop.jaxrs.contract.JaxrsServerContract;
import io.headerhop.jaxrs.contract.ServerNotes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.monitoring.ApplicationEvent;
import org.glassfish.jersey.server.monitoring.ApplicationEventListener;
import org.glassfish.jersey.server.monitoring.RequestEvent;
import org.glassfish.jersey.server.monitoring.RequestEventListener;
import org.junit.jupiter.api.Test;

/** Listeners of the application's own, whose failures Jersey does not catch. */
class JerseyListenerTest {
    @Test
    void aListenerThatFailsWhenARequestIsFinishedLeavesNothingOnTheThread() throws Exception {
        ResourceConfig application = new ResourceConfig()
                .register(new Failing())
                .register(new HeaderPropagationServerFeature(InboundContract.RULES))
                .registerInstances(new Orders());
        try (InboundContract.RunningServer server = new JerseyGrizzlyServerTest().start(1, application)) {
            for (int i = 0; i < 3; i++) {
                JaxrsServerContract.getWhateverComes(server, "/orders");
                assertThat(InboundContract.currentOn(server.workers())).isSameAs(CapturedHeaders.none());
            }
        }
    }

    @Path("/orders")
    public static final class Orders {
        @GET
        public String orders() {
            return ServerNotes.current();
        }
    }

    private static final class Failing implements ApplicationEventListener {
        @Override
        public void onEvent(ApplicationEvent event) {}

        @Override
        public RequestEventListener onRequest(RequestEvent start) {
            return event -> {
                if (event.getType() == RequestEvent.Type.FINISHED) {
                    throw new IllegalStateException("on purpose");
                }
            };
        }
    }
}
