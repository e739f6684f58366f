// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs;

import io.headerhop.Adapters;
import io.headerhop.PropagationStatus;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Shows {@link PropagationStatus} under {@code headerhop}: as JSON to whoever accepts that and not HTML, else as a
 * page. Not there until the application registers it, as a singleton. Thread-safe.
 *
 * <p>JAX-RS does not tell where a request comes from, so the application says who may see it, by a secret header of its
 * own, say. Others get 404 for {@code GET} and {@code HEAD}; to {@code OPTIONS} Jersey answers by itself, and another
 * method gets 405.
 */
@Path("headerhop")
public final class HeaderPropagationStatusResource {
    private final Predicate<? super HttpHeaders> allowed;

    /**
     * @param allowed whether a request with these headers may see the status; others get 404, and so does everybody if
     *     it throws
     */
    public HeaderPropagationStatusResource(Predicate<? super HttpHeaders> allowed) {
        this.allowed = Objects.requireNonNull(allowed);
    }

    /** The status as it is now. */
    @GET
    public Response status(@Context HttpHeaders headers) {
        if (!isAllowed(headers)) {
            throw new NotFoundException();
        }
        PropagationStatus status = PropagationStatus.now();
        String accept = Objects.requireNonNullElse(headers.getHeaderString(HttpHeaders.ACCEPT), "")
                .toLowerCase(Locale.ROOT);
        boolean json = accept.contains("json") && !accept.contains("html");
        return Response.ok(
                        json ? status.toJson() : status.toHtml(),
                        json ? MediaType.APPLICATION_JSON_TYPE : MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
                .header("Cache-Control", "no-store")
                .header("Vary", "Accept")
                .header("X-Content-Type-Options", "nosniff")
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
                .build();
    }

    private boolean isAllowed(HttpHeaders headers) {
        try {
            return allowed.test(headers);
        } catch (Throwable e) {
            // Its message may have what nobody should read.
            Adapters.warn("Nobody sees the HeaderPropagationStatusResource, since its predicate throws "
                    + e.getClass().getName());
            return false;
        }
    }
}
