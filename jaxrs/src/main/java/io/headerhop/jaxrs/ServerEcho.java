// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs;

import io.headerhop.CapturedHeaders;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Puts the captured x-request-id on the response, unless it has one. */
record ServerEcho(Function<ContainerRequestContext, @Nullable CapturedHeaders> captured)
        implements ContainerResponseFilter {
    private static final String REQUEST_ID = "x-request-id";

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        CapturedHeaders headers = captured.apply(request);
        String requestId = headers == null ? null : headers.first(REQUEST_ID);
        // Header names are case-insensitive, but not in every implementation's map.
        if (requestId != null && response.getHeaders().keySet().stream().noneMatch(REQUEST_ID::equalsIgnoreCase)) {
            response.getHeaders().putSingle(REQUEST_ID, requestId);
        }
    }
}
