// SPDX-License-Identifier: Apache-2.0
package io.headerhop.contract;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the caller set on the request wins, with all headers that belong to the same group. */
public interface OwnHeadersContract extends OutboundClient {
    @Test
    default void leavesTheCallersOwnHeaderAlone() throws Exception {
        String path = DOWNSTREAM.path("own");
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            send(OutboundCall.get(DOWNSTREAM.uri(path)).with(Map.of("X-Request-ID", "the-callers-own")));
        }
        assertThat(DOWNSTREAM.receivedOnce(path))
                .contains(entry("x-request-id", "the-callers-own"), entry("x-b3-traceid", Headers.TRACE_ID));
    }

    @Test
    default void neverCombinesTheCallersTraceparentWithTheCapturedTracestate() throws Exception {
        String path = DOWNSTREAM.path("group");
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            send(OutboundCall.get(DOWNSTREAM.uri(path)).with(Map.of("TraceParent", "the-callers-own")));
        }
        assertThat(DOWNSTREAM.receivedOnce(path))
                .contains(entry("traceparent", "the-callers-own"), entry("x-request-id", Headers.requestId(1)))
                .doesNotContainKey("tracestate");
    }

    @Test
    default void neverCombinesTheCallersB3WithTheCapturedXB3Headers() throws Exception {
        String path = DOWNSTREAM.path("b3");
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            send(OutboundCall.get(DOWNSTREAM.uri(path)).with(Map.of("b3", "0")));
        }
        assertThat(DOWNSTREAM.receivedOnce(path))
                .contains(entry("b3", "0"))
                .doesNotContainKeys("x-b3-traceid", "x-b3-spanid", "x-b3-sampled");
    }

    @Test
    default void replacesTheCallersGroupIfConfigured() throws Exception {
        String path = DOWNSTREAM.path("replace");
        CapturedHeaders headers = Headers.captured(Headers.RULES.replacing(true), Headers.mapOfRequest(1));
        try (Scope scope = headers.makeCurrent()) {
            send(OutboundCall.get(DOWNSTREAM.uri(path)).with(Map.of("B3", "0", "X-Request-Id", "the-callers-own")));
        }
        assertThat(DOWNSTREAM.receivedOnce(path))
                .contains(entry("x-request-id", Headers.requestId(1)), entry("x-b3-traceid", Headers.TRACE_ID))
                .doesNotContainKey("b3");
    }
}
