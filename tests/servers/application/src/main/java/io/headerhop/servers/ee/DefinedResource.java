// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.ee;

import io.headerhop.jaxrs.HeaderPropagationClientFeature;
import io.headerhop.servers.Settings;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionStage;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** On an executor that the application defines. */
@Path("/defined")
@ApplicationScoped
@Produces(MediaType.TEXT_PLAIN)
public class DefinedResource {
    private final Client client = ClientBuilder.newClient().register(HeaderPropagationClientFeature.class);

    @GET
    public void managed(@Suspended AsyncResponse response) throws NamingException {
        executor().execute(() -> {
            try {
                response.resume(call());
            } catch (RuntimeException e) {
                response.resume(e);
            }
        });
    }

    @GET
    @Path("stage")
    public CompletionStage<String> stage() throws NamingException {
        return executor().supplyAsync(this::call);
    }

    // Payara does not inject what is defined in the same application: it looks before it defines.
    private static ManagedExecutorService executor() throws NamingException {
        return InitialContext.doLookup("java:app/executor");
    }

    private String call() {
        return client.target(Settings.service()).request().get(String.class);
    }
}
