// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs;

import io.headerhop.Adapters;
import io.headerhop.PropagationStatus;
import io.headerhop.spi.StatusPage;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Shows {@link PropagationStatus} under {@code headerhop}: as JSON to whoever accepts that and not HTML, else as a
 * page. Not there until the application registers it and says who may see it; no container finds it by scanning.
 * Immutable; works in every JAX-RS server.
 *
 * <pre>{@code
 * new ResourceConfig(Orders.class).register(
 *         new HeaderPropagationStatusFeature(request -> request.getSecurityContext().isUserInRole("operator")));
 * }</pre>
 *
 * <p>An application whose classes are found by scanning adds one to be found:
 *
 * <pre>{@code
 * @Provider
 * public class Status implements Feature {
 *     public boolean configure(FeatureContext context) {
 *         return new HeaderPropagationStatusFeature(request -> …).configure(context);
 *     }
 * }
 * }</pre>
 *
 * <p>JAX-RS does not tell where a request comes from, so it is by a role or a secret header, say. The predicate is
 * called before a resource is looked for: a user is known to it if the container, or a {@link PreMatching} filter, has
 * authenticated the request. Everyone else gets what the application answers under this path, as if the page were not
 * there.
 */
public final class HeaderPropagationStatusFeature implements Feature {
    private final Filter filter;

    /** @param allowed whether this request may see the status; one that throws does not allow it */
    public HeaderPropagationStatusFeature(Predicate<? super ContainerRequestContext> allowed) {
        filter = new Filter(Objects.requireNonNull(allowed));
    }

    @Override
    public boolean configure(FeatureContext context) {
        context.register(filter);
        return true;
    }

    /** Not a resource: containers instantiate the resource classes that they find in jars, whoever wants them. */
    @PreMatching
    private static final class Filter implements ContainerRequestFilter {
        private final Predicate<? super ContainerRequestContext> allowed;

        private Filter(Predicate<? super ContainerRequestContext> allowed) {
            this.allowed = allowed;
        }

        @Override
        public void filter(ContainerRequestContext request) {
            // Implementations differ in the slash at the beginning.
            String path = request.getUriInfo().getPath();
            if ((path.equals("headerhop") || path.equals("/headerhop")) && isAllowed(request)) {
                request.abortWith(answer(request));
            }
        }

        private static Response answer(ContainerRequestContext request) {
            boolean head = request.getMethod().equals(HttpMethod.HEAD);
            if (!head && !request.getMethod().equals(HttpMethod.GET)) {
                return Response.status(Response.Status.METHOD_NOT_ALLOWED)
                        .allow(HttpMethod.GET, HttpMethod.HEAD)
                        .build();
            }
            StatusPage page = StatusPage.now(request.getHeaderString(HttpHeaders.ACCEPT));
            Response.ResponseBuilder response = head ? Response.ok() : Response.ok(page.body());
            page.headers().forEach(response::header);
            return response.type(MediaType.valueOf(page.contentType())).build();
        }

        private boolean isAllowed(ContainerRequestContext request) {
            try {
                return allowed.test(request);
            } catch (Throwable e) {
                // Its message may have what nobody should read.
                Adapters.warn("Nobody sees the page of HeaderPropagationStatusFeature, since its predicate throws "
                        + e.getClass().getName());
                return false;
            }
        }
    }
}
