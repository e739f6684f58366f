// SPDX-License-Identifier: Apache-2.0
package io.headerhop.coexistence;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.contract.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a caller in the mesh sends, and whether the trace headers of the resulting call match it. */
final class Inbound {
    static final String SPAN_ID = "e457b5a2e4d86bd1";
    static final String TRACEPARENT = "00-" + Headers.TRACE_ID + "-" + SPAN_ID + "-01";
    static final String B3 = Headers.TRACE_ID + "-" + SPAN_ID + "-1";

    /** One span in all forms, and headers unknown to tracers. */
    static final String[] ALL = {
        "x-b3-traceid: " + Headers.TRACE_ID,
        "x-b3-spanid: " + SPAN_ID,
        "x-b3-sampled: 1",
        "traceparent: " + TRACEPARENT,
        "tracestate: vendor=1",
        "x-request-id: " + Headers.requestId(1),
        "x-canary: always"
    };

    private Inbound() {}

    static void assertRestIsCarried(Map<String, String> received) {
        assertThat(received).contains(entry("x-request-id", Headers.requestId(1)), entry("x-canary", "always"));
    }

    /** All trace headers belong to one span, which the tracer made in the caller's trace. */
    static void assertTracersOwn(Map<String, String> received) {
        List<String> traceIds = new ArrayList<>();
        List<String> spanIds = new ArrayList<>();
        if (received.containsKey("x-b3-traceid")) {
            traceIds.add(received.get("x-b3-traceid"));
            spanIds.add(received.get("x-b3-spanid"));
        }
        if (received.containsKey("b3")) {
            String[] fields = received.get("b3").split("-", -1);
            traceIds.add(fields[0]);
            spanIds.add(fields[1]);
        }
        if (received.containsKey("traceparent")) {
            String[] fields = received.get("traceparent").split("-", -1);
            traceIds.add(fields[1]);
            spanIds.add(fields[2]);
        }
        assertThat(traceIds).as("trace ids in %s", received).isNotEmpty().containsOnly(Headers.TRACE_ID);
        assertThat(spanIds).as("span ids in %s", received).doesNotContain(SPAN_ID);
        assertThat(spanIds.stream().distinct()).as("span ids in %s", received).hasSize(1);
    }
}
