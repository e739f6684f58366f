// SPDX-License-Identifier: Apache-2.0
package io.headerhop.mesh;

import java.util.UUID;

/** The context of an outside caller with its own span, in each form. */
record Caller(String traceId) {
    static final String SPAN_ID = "00f067aa0ba902b7";

    static Caller withNewTrace() {
        return new Caller(UUID.randomUUID().toString().replace("-", ""));
    }

    /** {@code b3} alone. */
    String[] b3() {
        return new String[] {"b3", traceId + "-" + SPAN_ID + "-1"};
    }

    /** The x-b3-* headers alone. */
    String[] xB3() {
        return new String[] {"x-b3-traceid", traceId, "x-b3-spanid", SPAN_ID, "x-b3-sampled", "1"};
    }

    /** The same in both forms of B3. */
    String[] bothB3() {
        return new String[] {
            "b3", traceId + "-" + SPAN_ID + "-1", "x-b3-traceid", traceId, "x-b3-spanid", SPAN_ID, "x-b3-sampled", "1"
        };
    }

    String[] traceparent() {
        return new String[] {"traceparent", "00-" + traceId + "-" + SPAN_ID + "-01"};
    }

    /** With the decision of an Envoy before this one, which is in the request id. */
    String[] traceparentWithRequestId() {
        String requestId = UUID.randomUUID().toString();
        return new String[] {
            "traceparent",
            "00-" + traceId + "-" + SPAN_ID + "-01",
            "x-request-id",
            requestId.substring(0, 14) + "9" + requestId.substring(15)
        };
    }

    /** How W3C refuses a trace. */
    String[] unsampledTraceparent() {
        return new String[] {"traceparent", "00-" + traceId + "-" + SPAN_ID + "-00"};
    }
}
