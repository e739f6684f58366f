// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spi;

import io.headerhop.PropagationStatus;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a status page answers to those who may see it. For adapters; immutable. */
public final class StatusPage {
    private static final Map<String, String> HEADERS = Map.of(
            "Cache-Control", "no-store",
            "Vary", "Accept",
            "X-Content-Type-Options", "nosniff",
            "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");

    private final String contentType;
    private final String body;

    private StatusPage(String contentType, String body) {
        this.contentType = contentType;
        this.body = body;
    }

    /**
     * The status as it is now.
     *
     * @param accept the values of the request's {@code Accept}, if it has any: JSON to whoever accepts that and not
     *     HTML, else a page
     */
    public static StatusPage now(@Nullable String accept) {
        String accepted = accept == null ? "" : accept.toLowerCase(Locale.ROOT);
        PropagationStatus status = PropagationStatus.now();
        return accepted.contains("json") && !accepted.contains("html")
                ? new StatusPage("application/json", status.toJson())
                : new StatusPage("text/html;charset=utf-8", status.toHtml());
    }

    /** The type of the body. */
    public String contentType() {
        return contentType;
    }

    /** {@link PropagationStatus} as JSON or as a page. */
    public String body() {
        return body;
    }

    /** All other headers that belong to the response: nobody may keep it, guess its type, or show it in a frame. */
    public Map<String, String> headers() {
        return HEADERS;
    }
}
