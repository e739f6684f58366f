// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.pooled;

import io.headerhop.CapturedHeaders;
import io.headerhop.jaxrs.HeaderPropagationClientFeature;
import io.headerhop.servers.LookingPool;
import io.headerhop.servers.Settings;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;

/** The standard's own way to make asynchronous calls carry what is current. */
@Path("/pooled")
@ApplicationScoped
@Produces(MediaType.TEXT_PLAIN)
public class PooledResource {
    private final ExecutorService pool = new LookingPool();
    private final WebTarget service = ClientBuilder.newBuilder()
            .executorService(CapturedHeaders.propagating(pool))
            .build()
            .register(HeaderPropagationClientFeature.class)
            .target(Settings.service());

    @GET
    @Path("async")
    public void async(@Suspended AsyncResponse response) throws Exception {
        response.resume(service.request().async().get(String.class).get());
    }

    @GET
    @Path("rx")
    public CompletionStage<String> rx() {
        return service.request().rx().get(String.class);
    }

    @PreDestroy
    void stop() {
        pool.shutdownNow();
    }
}
