// SPDX-License-Identifier: Apache-2.0
package io.headerhop.mesh;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.glassfish.jersey.process.Inflector;
import org.glassfish.jersey.server.model.Resource;

/** A JAX-RS resource behind the feature. Jersey inspects its class, so it cannot be a lambda. */
final class CallingResource implements Inflector<ContainerRequestContext, Response> {
    private final Service service;

    private CallingResource(Service service) {
        this.service = service;
    }

    static Resource of(Service service) {
        Resource.Builder resource = Resource.builder("{client}/{number}");
        resource.addMethod("GET").handledBy(new CallingResource(service));
        return resource.build();
    }

    @Override
    public Response apply(ContainerRequestContext request) {
        Map<String, String> headers = new TreeMap<>();
        request.getHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        return Response.status(
                        service.serve(request.getUriInfo().getRequestUri().getPath(), headers))
                .build();
    }
}
