// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.demo.sidecar;

import brave.Span;
import brave.propagation.TraceContext;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/**
 * What the sidecar does for one request.
 *
 * @param span null if the request's context cannot be read: Envoy forwards it untraced
 */
record RequestSpan(RequestId requestId, @Nullable Span span) {
    /** Sets the request id, and this span's context as B3 and as W3C. A single {@code b3} is left unchanged. */
    void inject(HttpFields.Mutable headers) {
        headers.put("x-request-id", requestId.text());
        if (span == null) {
            return;
        }
        TraceContext context = span.context();
        boolean sampled = Boolean.TRUE.equals(context.sampled());
        headers.put("x-b3-traceid", context.traceIdString());
        headers.put("x-b3-spanid", context.spanIdString());
        String parent = context.parentIdString();
        if (parent != null) {
            headers.put("x-b3-parentspanid", parent);
        }
        headers.put("x-b3-sampled", sampled ? "1" : "0");
        String traceId = "0".repeat(32 - context.traceIdString().length()) + context.traceIdString();
        headers.put("traceparent", "00-" + traceId + "-" + context.spanIdString() + (sampled ? "-01" : "-00"));
    }

    /** Ends the span; the status is 0 if there was no response. */
    void finish(int status) {
        if (span == null) {
            return;
        }
        span.tag("http.status_code", Integer.toString(status));
        if (status == 0 || status >= 500) {
            span.tag("error", "true");
        }
        span.finish();
    }
}
