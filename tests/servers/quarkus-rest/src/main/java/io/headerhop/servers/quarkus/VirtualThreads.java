// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.quarkus;

import io.headerhop.jaxrs.HeaderPropagationClientFeature;
import io.headerhop.servers.Headers;
import io.headerhop.servers.Settings;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.core.MediaType;

/** Each request on a virtual thread of its own, where the JDK has them. */
@Path("/virtual")
@ApplicationScoped
@RunOnVirtualThread
@Produces(MediaType.TEXT_PLAIN)
public class VirtualThreads {
    private final Client client = ClientBuilder.newClient().register(HeaderPropagationClientFeature.class);

    @GET
    public String current() {
        return Headers.current();
    }

    @GET
    @Path("sync")
    public String sync() {
        return client.target(Settings.service()).request().get(String.class);
    }

    @GET
    @Path("kind")
    public String kind() {
        return Thread.currentThread().toString();
    }
}
