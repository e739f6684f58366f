// SPDX-License-Identifier: Apache-2.0
package io.headerhop.support;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The parts of a span in Zipkin's API that are read here. Times are microseconds. */
public record Span(
        String traceId,
        String id,
        @Nullable String parentId,
        @Nullable String kind,
        long timestamp,
        long duration,
        @Nullable Endpoint localEndpoint,
        @Nullable Map<String, String> tags) {

    /** The service that made a span. */
    public record Endpoint(@Nullable String serviceName) {}

    public String service() {
        String name = localEndpoint == null ? null : localEndpoint.serviceName();
        return Objects.requireNonNullElse(name, "unknown");
    }

    public String tag(String name) {
        return tags == null ? "" : tags.getOrDefault(name, "");
    }

    public boolean isFailed() {
        return tag("error").equals("true");
    }

    /** Such as {@code GET /buy/tea}. */
    public String operation() {
        String url = tag("http.url");
        return tag("http.method") + " " + (url.isEmpty() ? "" : URI.create(url).getRawPath());
    }
}
