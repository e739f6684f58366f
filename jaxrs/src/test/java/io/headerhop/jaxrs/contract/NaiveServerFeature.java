// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.contract;

import io.headerhop.Scope;
import io.headerhop.contract.Headers;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;

/** The obvious first attempt: begin in a request filter, end in a response filter. */
public final class NaiveServerFeature implements Feature {
    @Override
    public boolean configure(FeatureContext context) {
        context.register(new BeginAndEnd());
        return true;
    }

    @PreMatching
    private static final class BeginAndEnd implements ContainerRequestFilter, ContainerResponseFilter {
        @Override
        public void filter(ContainerRequestContext request) {
            request.setProperty("scope", Headers.ofRequest(1).makeCurrent());
        }

        @Override
        public void filter(ContainerRequestContext request, ContainerResponseContext response) {
            if (request.getProperty("scope") instanceof Scope scope) {
                scope.close();
            }
        }
    }
}
