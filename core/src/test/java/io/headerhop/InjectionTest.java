// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import static io.headerhop.ListWriter.WRITER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.headerhop.contract.Headers;
import io.headerhop.spi.Address;
import io.headerhop.spi.Injection;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The rules of injection; the outbound contract tests that real clients follow them. */
class InjectionTest {
    private final List<Map.Entry<PropagationEvent, String>> events = new ArrayList<>();
    private final HeaderPropagation rules =
            HeaderPropagation.istio().observer((event, subject) -> events.add(entry(event, subject)));
    private final List<Map.Entry<String, String>> request = new ArrayList<>();

    @Test
    void withNothingCapturedTheRequestStaysUntouchedAndThatIsCounted() {
        long before = PropagationEvent.NOTHING_CURRENT.count();
        request.add(entry("Accept", "*/*"));
        Adapters.inject(CapturedHeaders.current(), http("inventory", 80), request, WRITER);
        assertThat(request).containsExactly(entry("Accept", "*/*"));
        assertThat(PropagationEvent.NOTHING_CURRENT.count()).isEqualTo(before + 1);
    }

    @Test
    void whatIsAddedIsCounted() {
        long before = PropagationEvent.INJECTED.count();
        Adapters.inject(
                Headers.captured(rules.names(HeaderNames.baggage()), Map.of("baggage", List.of("a=1", "b=2"))),
                http("inventory", 80),
                request,
                WRITER);
        assertThat(request).containsExactly(entry("baggage", "a=1"), entry("baggage", "b=2"));
        assertThat(PropagationEvent.INJECTED.count()).isEqualTo(before + 2);
    }

    @Test
    void aCallForARequestThatCameWithoutHeadersIsNoLostOne() {
        long lost = PropagationEvent.NOTHING_CURRENT.count();
        Adapters.inject(Headers.captured(HeaderPropagation.istio(), Map.of()), http("inventory", 80), request, WRITER);
        assertThat(request).isEmpty();
        assertThat(PropagationEvent.NOTHING_CURRENT.count()).isEqualTo(lost);
    }

    @Test
    void whatHappensInCallsIsCountedByClient() {
        String client = WRITER.client();
        long before = PropagationEvent.INJECTED.countByClient().getOrDefault(client, 0L);
        Adapters.inject(captured("x-request-id", "ours"), http("inventory", 80), request, WRITER);
        assertThat(PropagationEvent.INJECTED.countByClient()).containsEntry(client, before + 1);
        assertThat(PropagationEvent.CAPTURED.countByClient()).isEmpty();
    }

    @Test
    void whatTheCallerHasSetIsCountedAsKept() {
        request.add(entry("X-Request-Id", "the caller's"));
        Adapters.inject(captured("x-request-id", "ours"), http("inventory", 80), request, WRITER);
        assertThat(events).contains(entry(PropagationEvent.KEPT_CALLERS, "x-request-id"));
    }

    @Test
    void theCallersEmptyHeaderIsItsOwnToo() {
        request.add(entry("X-Request-Id", ""));
        Adapters.inject(captured("x-request-id", "ours"), http("inventory", 80), request, WRITER);
        assertThat(request).containsExactly(entry("X-Request-Id", ""));
    }

    @Test
    void anyMemberOfAGroupThatTheCallerSetKeepsTheWholeGroupOut() {
        for (String callers : List.of("B3", "x-b3-flags", "X-B3-ParentSpanId")) {
            request.clear();
            request.add(entry(callers, "1"));
            Adapters.inject(captured("x-b3-traceid", Headers.TRACE_ID), http("inventory", 80), request, WRITER);
            assertThat(request).containsExactly(entry(callers, "1"));
        }
        request.clear();
        request.add(entry("x-datadog-origin", "rum"));
        Adapters.inject(
                Headers.captured(
                        HeaderPropagation.of(HeaderNames.datadog()), Map.of("x-datadog-trace-id", List.of("1"))),
                http("inventory", 80),
                request,
                WRITER);
        assertThat(request).containsExactly(entry("x-datadog-origin", "rum"));
    }

    @Test
    void replacingRemovesTheCallersWholeGroupAndNothingElse() {
        request.addAll(List.of(entry("B3", "0"), entry("x-b3-flags", "1"), entry("traceparent", "callers")));
        Adapters.inject(
                Headers.captured(rules.replacing(true), Map.of("x-b3-sampled", List.of("1"))),
                http("inventory", 80),
                request,
                WRITER);
        assertThat(request).containsExactly(entry("traceparent", "callers"), entry("x-b3-sampled", "1"));
    }

    @Test
    void aHostOutsideTheDestinationsGetsNothingAndThatIsReported() {
        Adapters.inject(
                Headers.captured(rules.destinations(Destinations.only("inventory")), Map.of("b3", List.of("0"))),
                http("bank", 80),
                request,
                WRITER);
        assertThat(request).isEmpty();
        assertThat(events).containsExactly(entry(PropagationEvent.WITHHELD, "bank"));
    }

    @Test
    void aHopToAnUntrustedHostLosesWhatWasAddedAndKeepsWhatTheCallerSet() {
        request.add(entry("traceparent", "callers"));
        Injection injection =
                Adapters.inject(captured("x-request-id", "ours"), http("api.example.com", 443), request, WRITER);
        injection.followTo(http("api.example.com", 8443), request, WRITER);
        assertThat(request).containsExactly(entry("traceparent", "callers"), entry("x-request-id", "ours"));
        injection.followTo(http("evil.example.org", 443), request, WRITER);
        assertThat(request).containsExactly(entry("traceparent", "callers"));
        assertThat(events).contains(entry(PropagationEvent.WITHHELD, "evil.example.org"));
    }

    @Test
    void aHopFromAnUntrustedHostIntoTheMeshGetsTheHeadersByTheCallersRules() {
        request.add(entry("traceparent", "callers"));
        Injection injection = Adapters.inject(
                Headers.captured(
                        rules.destinations(Destinations.only("inventory")),
                        Map.of(
                                "x-request-id", List.of("ours"),
                                "traceparent", List.of("ours"),
                                "tracestate", List.of("a=1"))),
                http("bank", 80),
                request,
                WRITER);
        injection.followTo(http("inventory", 80), request, WRITER);
        assertThat(request).containsExactly(entry("traceparent", "callers"), entry("x-request-id", "ours"));
    }

    @Test
    void aHopForWhichTheClientLeftTheHeadersOutGetsThemAgainWhereverTheyMayGo() {
        Injection injection =
                Adapters.inject(captured("x-request-id", "ours"), http("api.example.com", 443), request, WRITER);
        for (String allowedHost : List.of("api.example.com", "inventory")) {
            request.clear();
            injection.followTo(http(allowedHost, 443), request, WRITER);
            injection.followTo(http(allowedHost, 443), request, WRITER);
            assertThat(request).containsExactly(entry("x-request-id", "ours"));
        }
        request.clear();
        injection.followTo(http("evil.example.org", 443), request, WRITER);
        assertThat(request).isEmpty();
    }

    @Test
    void anUntrustedHostAfterTheHopThatGotTheHeadersLosesThemAgain() {
        for (HeaderPropagation either : List.of(rules, rules.replacing(true))) {
            request.clear();
            request.add(entry("traceparent", "callers"));
            Injection injection = Adapters.inject(
                    Headers.captured(
                            either.destinations(Destinations.only("inventory")),
                            Map.of("x-request-id", List.of("ours"), "b3", List.of("0"))),
                    http("bank", 80),
                    request,
                    WRITER);
            for (String untrusted : List.of("evil.example.org", "bank")) {
                injection.followTo(http("inventory", 80), request, WRITER);
                assertThat(request).contains(entry("x-request-id", "ours"), entry("b3", "0"));
                injection.followTo(http(untrusted, 80), request, WRITER);
                assertThat(request).containsExactly(entry("traceparent", "callers"));
            }
        }
    }

    @Test
    void whatTheCallerSetForAnUntrustedHostIsNotReplacedOnALaterHopEither() {
        request.add(entry("x-request-id", "callers"));
        Injection injection = Adapters.inject(
                Headers.captured(
                        rules.destinations(Destinations.only("inventory")).replacing(true),
                        Map.of("x-request-id", List.of("ours"), "b3", List.of("0"))),
                http("bank", 80),
                request,
                WRITER);
        injection.followTo(http("inventory", 80), request, WRITER);
        assertThat(request).containsExactly(entry("x-request-id", "callers"), entry("b3", "0"));
        injection.followTo(http("evil.example.org", 80), request, WRITER);
        assertThat(request).containsExactly(entry("x-request-id", "callers"));
    }

    @Test
    void theAddressedHostThatMayNotHaveTheHeadersDoesNotGetThemOnALaterHopEither() {
        Injection injection = Adapters.inject(
                Headers.captured(rules.destinations(Destinations.only("inventory")), Map.of("b3", List.of("0"))),
                http("bank", 80),
                request,
                WRITER);
        injection.followTo(http("bank", 80), request, WRITER);
        assertThat(request).isEmpty();
    }

    @Test
    void aDestinationWithAPortAlsoMatchesIfTheUriLeavesThePortToItsScheme() {
        for (Map.Entry<String, Address> call : List.of(
                entry("inventory:80", Address.of("http", "inventory", -1)),
                entry("inventory:443", Address.of("HTTPS", "inventory", -1)),
                entry("inventory:443", Address.of(URI.create("wss://inventory/socket"))))) {
            request.clear();
            Adapters.inject(
                    Headers.captured(rules.destinations(Destinations.only(call.getKey())), Map.of("b3", List.of("0"))),
                    call.getValue(),
                    request,
                    WRITER);
            assertThat(request).containsExactly(entry("b3", "0"));
        }
    }

    @Test
    void aPredicateThatThrowsWithholdsTheHeadersAndIsReported() {
        Destinations throwing = Destinations.matching((host, port) -> {
            throw new IllegalStateException("on purpose");
        });
        Adapters.inject(
                Headers.captured(rules.destinations(throwing), Map.of("b3", List.of("0"))),
                http("inventory", 80),
                request,
                WRITER);
        assertThat(request).isEmpty();
        assertThat(events).contains(entry(PropagationEvent.USER_CODE_FAILED, IllegalStateException.class.getName()));
    }

    @Test
    void aNameThatOnlyLooksLikeOneOfAGroupIsTheCallersToo() {
        HeaderPropagation datadog = HeaderPropagation.of(HeaderNames.of("x-datadog-*"));
        Map<String, List<String>> inbound =
                Map.of("x-datadog-custom", List.of("ours"), "x-datadog-trace-id", List.of("1"));
        request.add(entry("X-Datadog-Custom", "callers"));
        Adapters.inject(Headers.captured(datadog, inbound), http("inventory", 80), request, WRITER);
        assertThat(request)
                .containsExactlyInAnyOrder(entry("X-Datadog-Custom", "callers"), entry("x-datadog-trace-id", "1"));
        Adapters.inject(Headers.captured(datadog.replacing(true), inbound), http("inventory", 80), request, WRITER);
        assertThat(request)
                .containsExactlyInAnyOrder(entry("x-datadog-custom", "ours"), entry("x-datadog-trace-id", "1"));
    }

    private static Address http(String host, int port) {
        return Address.of("http", host, port);
    }

    private CapturedHeaders captured(String name, String... values) {
        return Headers.captured(rules, Map.of(name, List.of(values)));
    }
}
