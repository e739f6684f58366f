// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.resteasy.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.Scope;
import io.headerhop.contract.Downstream;
import io.headerhop.contract.Headers;
import io.headerhop.jaxrs.contract.AsyncExecutor;
import io.headerhop.jaxrs.contract.ClientMatrix;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;
import org.jboss.resteasy.client.jaxrs.ResteasyWebTarget;
import org.junit.jupiter.api.Test;

/** RESTEasy's clients by interface. */
class ResteasyProxyTest {
    private static final Downstream DOWNSTREAM = Downstream.instance();

    interface Api {
        @GET
        Response get();

        @GET
        CompletionStage<Response> getLater();
    }

    @Test
    void synchronousAndAsynchronousMethodsCarryTheHeaders() throws Exception {
        String path = DOWNSTREAM.path("proxy");
        Api api = ((ResteasyWebTarget)
                        ClientMatrix.client(AsyncExecutor.DEFAULT).target(DOWNSTREAM.uri(path)))
                .proxy(Api.class);
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            api.get().close();
            api.getLater().toCompletableFuture().get().close();
        }
        assertThat(DOWNSTREAM.received(path))
                .hasSize(2)
                .allSatisfy(request -> assertThat(request).containsEntry("x-request-id", Headers.requestId(1)));
    }
}
