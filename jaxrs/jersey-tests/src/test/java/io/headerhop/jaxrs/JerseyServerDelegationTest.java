package io.headerhop.jaxrs;

import io.headerhop.contract.Delegation;
import io.headerhop.contract.Headers;
import org.glassfish.jersey.server.spi.ContainerResponseWriter;
import org.junit.jupiter.api.Test;

class JerseyServerDelegationTest {
    @Test
    void allMethodsOfAResponseWriterAreHandedOn() {
        Delegation.of(ContainerResponseWriter.class, writer -> new JerseyResponseWriter(writer, Headers.ofRequest(1)))
                .assertComplete();
    }
}
