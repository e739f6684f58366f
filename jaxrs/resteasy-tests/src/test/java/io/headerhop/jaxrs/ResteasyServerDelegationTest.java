// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs;

import io.headerhop.contract.Delegation;
import io.headerhop.contract.Headers;
import org.jboss.resteasy.spi.ResteasyAsynchronousContext;
import org.jboss.resteasy.spi.ResteasyAsynchronousResponse;
import org.junit.jupiter.api.Test;

class ResteasyServerDelegationTest {
    private final ResteasyRequest request = new ResteasyRequest(Headers.ofRequest(1));

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
