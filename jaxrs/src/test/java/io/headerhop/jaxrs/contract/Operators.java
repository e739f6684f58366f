// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.contract;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.ext.Provider;
import java.security.Principal;

/** Authenticates operators by a header. */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION)
public final class Operators implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
        if ("secret".equals(request.getHeaderString("X-Key"))) {
            request.setSecurityContext(new Operator());
        }
    }

    private static final class Operator implements SecurityContext {
        @Override
        public Principal getUserPrincipal() {
            return () -> "an operator";
        }

        @Override
        public boolean isUserInRole(String role) {
            return role.equals("operator");
        }

        @Override
        public boolean isSecure() {
            return false;
        }

        @Override
        public String getAuthenticationScheme() {
            return "by a header";
        }
    }
}
