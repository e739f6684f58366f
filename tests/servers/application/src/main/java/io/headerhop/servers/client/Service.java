// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.client;

import io.headerhop.microprofile.HeaderPropagationClientHeadersFactory;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.rest.client.annotation.RegisterClientHeaders;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The called service; its address is in SERVICE_MP_REST_URL. */
@RegisterRestClient(configKey = "service")
@RegisterClientHeaders(HeaderPropagationClientHeadersFactory.class)
@Path("/")
public interface Service {
    @GET
    String call();

    @GET
    CompletionStage<String> stage();
}
