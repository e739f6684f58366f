// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.contract;

import io.headerhop.contract.InboundContract;
import io.headerhop.jaxrs.HeaderPropagationServerFeature;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.util.Set;

/**
 * The feature and one resource. No filters and interceptors, unlike {@link ServerApplication}: with them, a server may
 * not write asynchronously.
 */
public final class SmallApplication extends Application {
    private final Set<Object> components;

    public SmallApplication(Object resource) {
        components = Set.of(new HeaderPropagationServerFeature(InboundContract.RULES), resource, new Failed());
    }

    @Override
    @SuppressWarnings("deprecation")
    public Set<Object> getSingletons() {
        return components;
    }

    /**
     * With no body: RESTEasy answers a failure to write twice, and if there is something to write both times, it can
     * deadlock with itself.
     */
    @Provider
    private static final class Failed implements ExceptionMapper<IOException> {
        @Override
        public Response toResponse(IOException failure) {
            return Response.serverError().build();
        }
    }
}
