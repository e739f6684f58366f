// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs;

import io.headerhop.contract.Delegation;
import io.headerhop.contract.Headers;
import java.net.URISyntaxException;
import org.jboss.resteasy.mock.MockHttpRequest;
import org.jboss.resteasy.spi.ResteasyAsynchronousContext;
import org.jboss.resteasy.spi.ResteasyAsynchronousResponse;
import org.junit.jupiter.api.Test;

class ResteasyServerDelegationTest {
    private final ResteasyRequest request = request();

    private static ResteasyRequest request() {
        try {
            return new ResteasyRequest(Headers.ofRequest(1), MockHttpRequest.get("/"));
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void allMethodsOfAResponseAreHandedOn() {
        String piecemeal = "one by one";
        Delegation.of(ResteasyAsynchronousResponse.class, response -> new ResteasyAsyncResponse(response, request))
                .except("register(Class, Class[])", piecemeal)
                .except("register(Object, Object[])", piecemeal)
                .assertComplete();
    }

    @Test
    void allMethodsOfAContextAreHandedOn() {
        Delegation.of(ResteasyAsynchronousContext.class, context -> new ResteasyAsyncContext(context, request))
                .assertComplete();
    }
}
