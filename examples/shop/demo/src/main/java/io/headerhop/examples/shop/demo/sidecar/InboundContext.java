// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.demo.sidecar;

import brave.propagation.B3SingleFormat;
import brave.propagation.SamplingFlags;
import brave.propagation.TraceContextOrSamplingFlags;
import java.util.Locale;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/** Reads the trace context of a request in Envoy's order: {@code b3}, then {@code x-b3-*}, then {@code traceparent}. */
final class InboundContext {
    private InboundContext() {}

    /**
     * The context to continue; only a sampling decision if a new trace begins here; null if the context is malformed.
     *
     * @param sampledHere the decision if the context has none
     */
    static @Nullable TraceContextOrSamplingFlags of(HttpFields headers, boolean sampledHere) {
        String b3 = asSingleB3(headers);
        if (b3 == null) {
            return TraceContextOrSamplingFlags.create(sampled(headers, sampledHere));
        }
        TraceContextOrSamplingFlags context = B3SingleFormat.parseB3SingleFormat(b3.toLowerCase(Locale.ROOT));
        return context == null || context.sampled() != null ? context : context.sampled(sampledHere);
    }

    /** The context as a single {@code b3} value, whichever form it came in; null if there was none. */
    private static @Nullable String asSingleB3(HttpFields headers) {
        String b3 = headers.get("b3");
        if (b3 != null) {
            return b3;
        }
        String traceId = headers.get("x-b3-traceid");
        String spanId = headers.get("x-b3-spanid");
        if (traceId != null && spanId != null) {
            return traceId + "-" + spanId + (headers.contains("x-b3-sampled") ? "-" + digit(headers) : "");
        }
        String traceparent = headers.get("traceparent");
        if (traceparent != null && traceparent.length() == 55) {
            String[] parts = traceparent.split("-", -1);
            boolean sampled = (Character.digit(traceparent.charAt(54), 16) & 1) == 1;
            return parts.length == 4 ? parts[1] + "-" + parts[2] + (sampled ? "-1" : "-0") : traceparent;
        }
        return null;
    }

    private static SamplingFlags sampled(HttpFields headers, boolean sampledHere) {
        boolean sampled = headers.contains("x-b3-sampled") ? digit(headers).equals("1") : sampledHere;
        return sampled ? SamplingFlags.SAMPLED : SamplingFlags.NOT_SAMPLED;
    }

    private static String digit(HttpFields headers) {
        String sampled = headers.get("x-b3-sampled");
        return "1".equals(sampled) || "true".equals(sampled) ? "1" : "0";
    }
}
