// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.client;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.rest.client.inject.RestClient;

@Path("/microprofile")
@ApplicationScoped
@Produces(MediaType.TEXT_PLAIN)
public class MicroProfileResource {
    @Inject
    @RestClient
    Service service;

    @GET
    @Path("sync")
    public String sync() {
        return service.call();
    }

    @GET
    @Path("stage")
    public CompletionStage<String> stage() {
        return service.stage();
    }
}
