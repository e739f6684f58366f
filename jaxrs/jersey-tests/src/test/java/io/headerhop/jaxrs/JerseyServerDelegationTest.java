// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs;

import io.headerhop.contract.Delegation;
import io.headerhop.contract.Headers;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.spi.ContainerResponseWriter;
import org.junit.jupiter.api.Test;

class JerseyServerDelegationTest {
    @Test
    void allMethodsOfAResponseWriterAreHandedOn() {
        URI uri = URI.create("http://localhost/");
        ContainerRequest request = new ContainerRequest(uri, uri, "GET", null, new MapPropertiesDelegate(), null);
        Delegation.of(ContainerResponseWriter.class, writer -> new JerseyResponseWriter(writer, Headers.ofRequest(1)))
                .with(
                        ContainerResponse.class,
                        new ContainerResponse(request, Response.ok().build()))
                .assertComplete();
    }
}
