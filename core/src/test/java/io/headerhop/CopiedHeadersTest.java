// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import static io.headerhop.ListWriter.WRITER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.headerhop.contract.Headers;
import io.headerhop.spi.Address;
import io.headerhop.spi.HeaderReader;
import io.headerhop.spi.Injection;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An outbound header identical to the inbound one is a copy, not the caller's choice. */
class CopiedHeadersTest {
    private static final String PARENT = "000000000000000a";
    private static final String CHILD = "000000000000000b";

    private final List<PropagationEvent> events = new ArrayList<>();
    private final HeaderPropagation rules = HeaderPropagation.istio().observer((event, subject) -> events.add(event));

    @Test
    void theStaleFormOfB3IsNotSentOnByAProxyThatCopiesAll() {
        List<Map.Entry<String, String>> inbound = List.of(
                entry("X-Request-Id", Headers.requestId(1)),
                entry("b3", Headers.TRACE_ID + "-" + PARENT + "-1"),
                entry("X-B3-TraceId", Headers.TRACE_ID),
                entry("X-B3-SpanId", CHILD),
                entry("X-B3-ParentSpanId", PARENT),
                entry("Accept", "*/*"));
        assertThat(sentByAProxy(rules, inbound))
                .containsExactlyInAnyOrder(
                        entry("x-request-id", Headers.requestId(1)),
                        entry("x-b3-traceid", Headers.TRACE_ID),
                        entry("x-b3-spanid", CHILD),
                        entry("x-b3-parentspanid", PARENT),
                        entry("Accept", "*/*"));
    }

    @Test
    void norAreStaleXB3HeadersIfB3IsTheFreshForm() {
        List<Map.Entry<String, String>> inbound = List.of(
                entry("b3", Headers.TRACE_ID + "-" + CHILD + "-1-" + PARENT),
                entry("X-B3-TraceId", Headers.TRACE_ID),
                entry("X-B3-SpanId", PARENT),
                entry("x-b3-sampled", "1"));
        assertThat(sentByAProxy(rules, inbound))
                .containsExactly(entry("b3", Headers.TRACE_ID + "-" + CHILD + "-1-" + PARENT));
    }

    @Test
    void aLoneTracestateIsNotSentOnEvenIfNothingElseCame() {
        assertThat(sentByAProxy(rules, List.of(entry("tracestate", "a=1")))).isEmpty();
    }

    @Test
    void anEmptyValueIsNotSentOn() {
        List<Map.Entry<String, String>> inbound =
                List.of(entry("x-b3-parentspanid", ""), entry("x-b3-sampled", "1"), entry("tracestate", " "));
        assertThat(sentByAProxy(rules, inbound)).containsExactly(entry("x-b3-sampled", "1"));
    }

    @Test
    void aSingleValuedHeaderIsSentOnOnce() {
        List<Map.Entry<String, String>> inbound =
                List.of(entry("x-b3-sampled", "1"), entry("x-b3-sampled", "0"), entry("b3", "1"), entry("b3", "d"));
        assertThat(sentByAProxy(rules, inbound)).containsExactly(entry("b3", "1"));
    }

    @Test
    void copyingPartOfAGroupSendsTheWholeGroup() {
        CapturedHeaders captured =
                captured(rules, List.of(entry("traceparent", "00-1-01"), entry("tracestate", "a=1")));
        List<Map.Entry<String, String>> outbound = new ArrayList<>(List.of(entry("TraceParent", "00-1-01")));
        inject(captured, outbound);
        assertThat(outbound).containsExactly(entry("traceparent", "00-1-01"), entry("tracestate", "a=1"));
    }

    /** What a tracer does: its own traceparent, and the tracestate unchanged. */
    @Test
    void ifOneOfAGroupIsTheCallersOwnTheCopiesBesideItAreToo() {
        CapturedHeaders captured = captured(
                rules,
                List.of(
                        entry("traceparent", "00-1-01"),
                        entry("tracestate", "a=1"),
                        entry("x-b3-traceid", "1"),
                        entry("x-b3-spanid", "2")));
        List<Map.Entry<String, String>> own = List.of(
                entry("traceparent", "00-2-01"),
                entry("tracestate", "a=1"),
                entry("x-b3-traceid", "1"),
                entry("x-b3-spanid", "3"),
                entry("x-b3-parentspanid", "2"));
        List<Map.Entry<String, String>> outbound = new ArrayList<>(own);
        inject(captured, outbound);
        assertThat(outbound).isEqualTo(own);
    }

    @Test
    void aLineAddedToACopyMakesItTheCallersOwn() {
        HeaderPropagation baggage = HeaderPropagation.of(HeaderNames.baggage());
        CapturedHeaders captured = captured(baggage, List.of(entry("baggage", "a=1")));
        List<Map.Entry<String, String>> outbound =
                new ArrayList<>(List.of(entry("baggage", "a=1"), entry("baggage", "b=2")));
        inject(captured, outbound);
        assertThat(outbound).containsExactly(entry("baggage", "a=1"), entry("baggage", "b=2"));
    }

    @Test
    void aRedirectToAnUntrustedHostLosesTheCopiesToo() {
        List<Map.Entry<String, String>> inbound = List.of(entry("x-request-id", "1"), entry("x-b3-sampled", "1"));
        List<Map.Entry<String, String>> outbound = new ArrayList<>(inbound);
        Injection injection = inject(captured(rules, inbound), outbound);
        injection.followTo(Address.of("http", "evil.example.org", 80), outbound, WRITER);
        assertThat(outbound).isEmpty();
    }

    /** What code does that puts the headers into a map; every time, not only the first. */
    @Test
    void aCopyOfTheLastLineOfARepeatedHeaderIsACopyToo() {
        List<Map.Entry<String, String>> inbound = List.of(entry("x-request-id", "1"), entry("x-request-id", "2"));
        for (int i = 0; i < 3; i++) {
            List<Map.Entry<String, String>> outbound = new ArrayList<>(List.of(entry("x-request-id", "2")));
            inject(captured(rules, inbound), outbound);
            assertThat(outbound).containsExactly(entry("x-request-id", "1"));
        }
    }

    @Test
    void whatTheCodeSendsToADisallowedHostIsUnchanged() {
        List<Map.Entry<String, String>> inbound = List.of(entry("b3", "1"), entry("x-b3-parentspanid", ""));
        assertThat(sentByAProxy(rules.destinations(Destinations.only("bank")), inbound))
                .isEqualTo(inbound);
    }

    @Test
    void whatTheCodeSentToADisallowedHostFollowsItsRedirects() {
        List<Map.Entry<String, String>> inbound = List.of(
                entry("x-request-id", "1"),
                entry("b3", Headers.TRACE_ID + "-" + PARENT + "-1"),
                entry("x-b3-traceid", Headers.TRACE_ID),
                entry("x-b3-spanid", CHILD),
                entry("x-b3-parentspanid", PARENT));
        CapturedHeaders captured = captured(rules.destinations(Destinations.only("inventory")), inbound);
        for (int copied = 0; copied <= inbound.size(); copied++) {
            for (String hop : List.of("bank", "evil.example.org")) {
                List<Map.Entry<String, String>> outbound = new ArrayList<>(inbound.subList(0, copied));
                Injection injection = Adapters.inject(captured, Address.of("http", "bank", 80), outbound, WRITER);
                injection.followTo(Address.of("http", hop, 80), outbound, WRITER);
                assertThat(outbound).isEqualTo(inbound.subList(0, copied));
            }
        }
    }

    @Test
    void anAllowedHopAfterADisallowedHostGetsWhatTheCodeDidNotSend() {
        List<Map.Entry<String, String>> inbound =
                List.of(entry("x-request-id", "1"), entry("x-b3-sampled", "1"), entry("traceparent", "00-1-01"));
        CapturedHeaders captured = captured(rules.destinations(Destinations.only("inventory")), inbound);
        List<Map.Entry<String, String>> outbound = new ArrayList<>(List.of(entry("x-request-id", "1")));
        Injection injection = Adapters.inject(captured, Address.of("http", "bank", 80), outbound, WRITER);
        injection.followTo(Address.of("http", "inventory", 80), outbound, WRITER);
        assertThat(outbound).containsExactlyInAnyOrderElementsOf(inbound);
        injection.followTo(Address.of("http", "bank", 80), outbound, WRITER);
        assertThat(outbound).containsExactly(entry("x-request-id", "1"));
    }

    @Test
    void theStaleFormIsKnownHoweverManyLinesCome() {
        List<Map.Entry<String, String>> inbound = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            inbound.add(entry("x-request-id", ""));
            inbound.add(entry("x-request-id", "id-" + i));
        }
        inbound.add(entry("b3", Headers.TRACE_ID + "-" + PARENT + "-1"));
        inbound.add(entry("x-b3-traceid", Headers.TRACE_ID));
        inbound.add(entry("x-b3-spanid", CHILD));
        inbound.add(entry("x-b3-parentspanid", PARENT));
        assertThat(sentByAProxy(rules, inbound))
                .noneMatch(line -> line.getKey().equals("b3"))
                .contains(entry("x-b3-spanid", CHILD));
    }

    @Test
    void anEmptyCaptureCountsAsNothingThatCame() {
        long before = PropagationEvent.NOTHING_CAME.count();
        CapturedHeaders captured = captured(rules, List.of(entry("tracestate", "a=1")));
        assertThat(captured.isEmpty()).isTrue();
        inject(captured, new ArrayList<>());
        assertThat(PropagationEvent.NOTHING_CAME.count()).isEqualTo(before + 1);
        assertThat(events).contains(PropagationEvent.NOTHING_CAME).doesNotContain(PropagationEvent.WITHHELD);
    }

    private static List<Map.Entry<String, String>> sentByAProxy(
            HeaderPropagation rules, List<Map.Entry<String, String>> inbound) {
        List<Map.Entry<String, String>> outbound = new ArrayList<>(inbound);
        inject(captured(rules, inbound), outbound);
        return outbound;
    }

    private static Injection inject(CapturedHeaders captured, List<Map.Entry<String, String>> outbound) {
        return Adapters.inject(captured, Address.of("http", "inventory", 80), outbound, WRITER);
    }

    private static CapturedHeaders captured(HeaderPropagation rules, List<Map.Entry<String, String>> inbound) {
        return Adapters.capture(rules, inbound, new Reader());
    }

    private static Iterator<String> valuesOf(List<Map.Entry<String, String>> lines, String name) {
        return lines.stream()
                .filter(line -> line.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .iterator();
    }

    private static final class Reader implements HeaderReader<List<Map.Entry<String, String>>> {
        @Override
        public String first(List<Map.Entry<String, String>> request, String name) {
            Iterator<String> values = valuesOf(request, name);
            return values.hasNext() ? values.next() : null;
        }

        @Override
        public Iterator<String> values(List<Map.Entry<String, String>> request, String name) {
            return valuesOf(request, name);
        }

        @Override
        public Iterator<String> names(List<Map.Entry<String, String>> request) {
            return request.stream().map(Map.Entry::getKey).iterator();
        }
    }
}
