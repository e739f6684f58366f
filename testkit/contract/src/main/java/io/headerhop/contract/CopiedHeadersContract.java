// SPDX-License-Identifier: Apache-2.0
package io.headerhop.contract;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.Scope;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A gateway that copies the inbound headers did not choose them: the capture rules apply to its copies. */
public interface CopiedHeadersContract extends OutboundClient {
    /** Both forms of B3, of which b3 is the older, and one more header. */
    private static Map<String, String> withStaleB3(String name, String value) {
        return Map.of(
                "x-request-id",
                Headers.requestId(1),
                "b3",
                Headers.TRACE_ID + "-0000000000000001-1",
                "x-b3-traceid",
                Headers.TRACE_ID,
                "x-b3-parentspanid",
                "0000000000000001",
                "x-b3-spanid",
                "0000000000000002",
                name,
                value);
    }

    @Test
    default void aGatewaysCopyOfTheStaleB3IsNotSentOn() throws Exception {
        Map<String, String> inbound = withStaleB3("x-b3-sampled", "1");
        assertThat(sentByAGatewayThatCopiesAll(inbound, Map.of()))
                .contains(
                        entry("x-request-id", Headers.requestId(1)),
                        entry("x-b3-traceid", Headers.TRACE_ID),
                        entry("x-b3-parentspanid", "0000000000000001"),
                        entry("x-b3-spanid", "0000000000000002"),
                        entry("x-b3-sampled", "1"))
                .doesNotContainKey("b3");
    }

    @Test
    default void aGatewaysCopyOfStaleXB3HeadersIsNotSentOn() throws Exception {
        Map<String, String> inbound = Map.of(
                "b3",
                Headers.TRACE_ID + "-0000000000000002-1-0000000000000001",
                "x-b3-traceid",
                Headers.TRACE_ID,
                "x-b3-spanid",
                "0000000000000001",
                "x-b3-sampled",
                "1");
        assertThat(sentByAGatewayThatCopiesAll(inbound, Map.of()))
                .contains(entry("b3", Headers.TRACE_ID + "-0000000000000002-1-0000000000000001"))
                .doesNotContainKeys("x-b3-traceid", "x-b3-spanid", "x-b3-sampled");
    }

    @Test
    default void aGatewaysCopyOfALoneTracestateIsNotSentOn() throws Exception {
        Map<String, String> inbound = Map.of("x-request-id", Headers.requestId(1), "tracestate", "first=1");
        assertThat(sentByAGatewayThatCopiesAll(inbound, Map.of()))
                .contains(entry("x-request-id", Headers.requestId(1)))
                .doesNotContainKey("tracestate");
    }

    @Test
    default void aGatewaysCopyOfAnEmptyHeaderIsNotSentOn() throws Exception {
        Map<String, String> inbound =
                Map.of("x-b3-traceid", Headers.TRACE_ID, "x-b3-spanid", "0000000000000001", "x-b3-parentspanid", "");
        assertThat(sentByAGatewayThatCopiesAll(inbound, Map.of()))
                .contains(entry("x-b3-traceid", Headers.TRACE_ID), entry("x-b3-spanid", "0000000000000001"))
                .doesNotContainKey("x-b3-parentspanid");
    }

    @Test
    default void whatAGatewayCopiesIsNotSentTwice() throws Exception {
        Map<String, String> inbound = Map.of(
                "x-request-id",
                Headers.requestId(1),
                "traceparent",
                "00-" + Headers.TRACE_ID + "-0000000000000001-00",
                "tracestate",
                "first=1",
                "x-canary",
                "always");
        assertThat(sentByAGatewayThatCopiesAll(inbound, Map.of())).containsAllEntriesOf(inbound);
    }

    /** What a tracer does: a span of its own, and the vendors' state unchanged. */
    @Test
    default void theCallersOwnTraceparentKeepsTheTracestateThatItCopied() throws Exception {
        Map<String, String> inbound = Map.of(
                "x-request-id",
                Headers.requestId(1),
                "traceparent",
                "00-" + Headers.TRACE_ID + "-0000000000000001-01",
                "tracestate",
                "first=1");
        Map<String, String> own =
                Map.of("traceparent", "00-" + Headers.TRACE_ID + "-0000000000000002-01", "tracestate", "first=1");
        assertThat(sentByAGatewayThatCopiesAll(inbound, own))
                .containsAllEntriesOf(own)
                .contains(entry("x-request-id", Headers.requestId(1)));
    }

    @Test
    default void whatAGatewayChoosesItselfStaysBesideWhatItCopies() throws Exception {
        Map<String, String> inbound = withStaleB3("x-canary", "always");
        Map<String, String> own = Map.of("x-request-id", "the-gateways-own", "x-own", "1");
        assertThat(sentByAGatewayThatCopiesAll(inbound, own))
                .containsAllEntriesOf(own)
                .contains(entry("x-b3-spanid", "0000000000000002"), entry("x-canary", "always"))
                .doesNotContainKey("b3");
    }

    /** What the next service received, with the gateway's own headers in place of the inbound ones. */
    private Map<String, String> sentByAGatewayThatCopiesAll(Map<String, String> inbound, Map<String, String> own)
            throws Exception {
        String path = DOWNSTREAM.path("gateway");
        Map<String, List<String>> came = new TreeMap<>();
        inbound.forEach((name, value) -> came.put(name, List.of(value)));
        Map<String, String> outbound = new TreeMap<>(inbound);
        outbound.putAll(own);
        try (Scope scope = Headers.captured(Headers.RULES, came).makeCurrent()) {
            assertThat(send(OutboundCall.get(DOWNSTREAM.uri(path)).with(outbound)))
                    .isEqualTo(200);
        }
        return DOWNSTREAM.receivedOnce(path);
    }
}
