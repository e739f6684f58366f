// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.headerhop.contract.Headers;
import io.headerhop.spi.Address;
import io.headerhop.spi.HeaderReader;
import io.headerhop.spi.HeaderWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CaptureTest {
    private final List<Map.Entry<PropagationEvent, String>> events = new ArrayList<>();
    private final HeaderPropagation rules = HeaderPropagation.of(
                    HeaderNames.istio().plus("baggage", "x-canary", "x-tenant-*"))
            .observer((event, subject) -> events.add(entry(event, subject)));

    @Test
    void namesAreCaseInsensitiveAndComeOutInLowerCase() {
        CapturedHeaders captured = capture(Map.of("X-Request-ID", List.of(Headers.requestId(1))));
        assertThat(captured.names()).containsExactly("x-request-id");
        assertThat(captured.first("x-REQUEST-id")).isEqualTo(Headers.requestId(1));
    }

    @Test
    void valuesKeepTheirOrderAndSingleValuedHeadersKeepTheFirst() {
        CapturedHeaders captured = capture(Map.of(
                "x-canary", List.of("b", "a"),
                "x-b3-sampled", List.of("1", "0"),
                "baggage", List.of("k=v", "l=w")));
        assertThat(captured.values("x-canary")).containsExactly("b", "a");
        assertThat(captured.values("baggage")).containsExactly("k=v", "l=w");
        assertThat(captured.values("x-b3-sampled")).containsExactly("1");
        assertThat(events).containsExactly(entry(PropagationEvent.DROPPED_REPEATED, "x-b3-sampled"));
    }

    @Test
    void emptyAndBlankValuesAreDroppedAndCounted() {
        long before = PropagationEvent.DROPPED_EMPTY.count();
        assertThat(capture(Map.of("x-b3-parentspanid", List.of(""), "baggage", List.of("  ", "k=v")))
                        .names())
                .containsExactly("baggage");
        assertThat(PropagationEvent.DROPPED_EMPTY.count()).isEqualTo(before + 2);
    }

    @Test
    void aValueThatNoClientCouldSendIsDroppedAndTheOthersStay() {
        for (String bad :
                List.of("a\r\nb: c", "a\nb", "a\rb", "a\0b", "a\tb", "a\u007fb", "gr\u00fcn", "\ud83d\ude00")) {
            events.clear();
            CapturedHeaders captured = capture(Map.of("x-canary", List.of(bad), "x-b3-sampled", List.of("1")));
            assertThat(captured.names()).containsExactly("x-b3-sampled");
            assertThat(events).containsExactly(entry(PropagationEvent.DROPPED_INVALID, "x-canary"));
        }
    }

    @Test
    void aValueOverTheLengthLimitIsDroppedAndTheOthersStay() {
        String longest = "x".repeat(Limits.standard().maxValueLength());
        assertThat(capture(Map.of("x-canary", List.of(longest))).first("x-canary"))
                .isEqualTo(longest);
        assertThat(capture(Map.of("x-canary", List.of(longest + "x", "fine"))).values("x-canary"))
                .containsExactly("fine");
        assertThat(events).containsExactly(entry(PropagationEvent.DROPPED_TOO_LONG, "x-canary"));
    }

    @Test
    void theTotalLengthIsBoundedAndTraceHeadersComeBeforeThoseOfPrefixes() {
        Map<String, List<String>> request = new TreeMap<>();
        for (int i = 0; i < 5; i++) {
            request.put("x-tenant-" + i, List.of("x".repeat(2000)));
        }
        request.put("x-request-id", List.of(Headers.requestId(1)));
        CapturedHeaders captured = capture(request);
        assertThat(captured.names()).containsExactly("x-request-id", "x-tenant-0", "x-tenant-1", "x-tenant-2");
        assertThat(events)
                .containsExactly(
                        entry(PropagationEvent.DROPPED_OVER_LIMIT, "x-tenant-3"),
                        entry(PropagationEvent.DROPPED_OVER_LIMIT, "x-tenant-4"));
    }

    @Test
    void aPrefixMatchesNoMoreThanTheLimitOfHeaders() {
        Map<String, List<String>> request =
                IntStream.range(0, 1000).boxed().collect(Collectors.toMap(i -> "x-tenant-" + i, i -> List.of("v")));
        assertThat(capture(request).names()).hasSize(Limits.standard().maxHeaders());
        assertThat(events).hasSize(1);
    }

    @Test
    void aPrefixNeverMatchesCredentialsOrWhatTheProxyOwns() {
        HeaderPropagation broad =
                HeaderPropagation.of(HeaderNames.of("co*", "aut*", "x-f*", "x-e*", "x-c*", "jw*", "pr*", "set*"));
        CapturedHeaders captured = Headers.captured(
                broad,
                Map.of(
                        "cookie", List.of("session=1"),
                        "Authorization", List.of("Bearer secret"),
                        "x-forwarded-for", List.of("10.0.0.1"),
                        "X-Envoy-Internal", List.of("true"),
                        "proxy-authorization", List.of("Basic secret"),
                        "jwt", List.of("secret"),
                        "x-canary", List.of("yes")));
        assertThat(captured.names()).containsExactly("x-canary");
    }

    @Test
    void aPrefixNeverMatchesWhatBelongsToASingleMessage() {
        HeaderPropagation broad = HeaderPropagation.of(HeaderNames.of(
                "co*", "ho*", "tr*", "up*", "ex*", "if*", "ra*", "ac*", "vi*", "fo*", "ma*", "da*", "se*", "pr*"));
        CapturedHeaders captured = Headers.captured(
                broad,
                Stream.of(
                                "Content-Length",
                                "connection",
                                "Transfer-Encoding",
                                "host",
                                "upgrade",
                                "expect",
                                "experiment",
                                "If-None-Match",
                                "Range",
                                "Accept-Encoding",
                                "accept",
                                "Via",
                                "Forwarded",
                                "Max-Forwards",
                                "Date",
                                "Sec-WebSocket-Key",
                                "sec-fetch-site",
                                "Proxy-Authorization",
                                "proxy-authenticate")
                        .collect(Collectors.toMap(name -> name, name -> List.of("1"))));
        assertThat(captured.names()).containsExactly("experiment");
    }

    @Test
    void aCredentialNamedInFullIsCarried() {
        CapturedHeaders captured = Headers.captured(
                HeaderPropagation.of(HeaderNames.of("authorization")), Map.of("Authorization", List.of("Bearer t")));
        assertThat(captured.first("authorization")).isEqualTo("Bearer t");
    }

    @Test
    void theFirstValidLineOfASingleValuedHeaderIsTaken() {
        for (String unfit : List.of("", " ", "gr\u00fcn", "x".repeat(5000))) {
            events.clear();
            CapturedHeaders captured = capture(Map.of("x-request-id", List.of(unfit, Headers.requestId(1), "third")));
            assertThat(captured.values("x-request-id")).containsExactly(Headers.requestId(1));
            assertThat(events).hasSize(2).contains(entry(PropagationEvent.DROPPED_REPEATED, "x-request-id"));
        }
    }

    @Test
    void anIdThatLosesOneHalfToARuleIsLeftOutEntirely() {
        for (String unfit : List.of("", "ddd\u00e9", "d".repeat(5000))) {
            assertThat(capture(Map.of(
                                    "x-b3-traceid", List.of(Headers.TRACE_ID),
                                    "x-b3-spanid", List.of(unfit),
                                    "x-b3-parentspanid", List.of("000000000000000a"),
                                    "x-b3-sampled", List.of("1")))
                            .names())
                    .containsExactly("x-b3-sampled");
            assertThat(capture(Map.of("x-b3-traceid", List.of(unfit), "x-b3-spanid", List.of("000000000000000a")))
                            .isEmpty())
                    .isTrue();
            HeaderPropagation datadog = HeaderPropagation.of(HeaderNames.datadog());
            assertThat(Headers.captured(
                                    datadog,
                                    Map.of("x-datadog-trace-id", List.of("1"), "x-datadog-parent-id", List.of(unfit)))
                            .isEmpty())
                    .isTrue();
        }
        assertThat(Headers.captured(
                                rules.limits(Limits.standard()
                                        .maxHeaders(2)
                                        .maxValueLength(100)
                                        .maxTotalLength(1000)),
                                Map.of(
                                        "x-request-id", List.of(Headers.requestId(1)),
                                        "x-b3-traceid", List.of(Headers.TRACE_ID),
                                        "x-b3-spanid", List.of("000000000000000a")))
                        .names())
                .containsExactly("x-request-id");
    }

    @Test
    void aPredicateThatThrowsAnythingAtAllDoesNotTrust() {
        for (Throwable failure : List.of(new NoClassDefFoundError("on purpose"), new IOException("on purpose"))) {
            assertThat(Adapters.capture(rules, "an-id", new RequestIdOnly(), request -> sneakyThrow(failure))
                            .isEmpty())
                    .isTrue();
            HeaderPropagation failing = rules.destinations(Destinations.matching((host, port) -> sneakyThrow(failure)));
            List<String> outbound = new ArrayList<>();
            Adapters.inject(
                    Headers.captured(failing, Map.of("x-canary", List.of("1"))),
                    Address.of("http", "inventory", 80),
                    outbound,
                    new NameWriter());
            assertThat(outbound).isEmpty();
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> boolean sneakyThrow(Throwable failure) throws T {
        throw (T) failure;
    }

    @Test
    void anInboundRequestIdIsNotReplacedEvenIfItIsNotCarried() {
        HeaderPropagation rules = HeaderPropagation.of(HeaderNames.b3()).generatingRequestId(true);
        assertThat(Headers.captured(rules, Map.of("x-request-id", List.of("1"))).isEmpty())
                .isTrue();
        assertThat(Headers.captured(rules, Map.of("x-request-id", List.of(""))).names())
                .containsExactly("x-request-id");
    }

    @Test
    void manyHeadersUnderRaisedLimitsTakeNoLongerThanNecessary() {
        int many = 50_000;
        Map<String, List<String>> request =
                IntStream.range(0, many).boxed().collect(Collectors.toMap(i -> "x-tenant-" + i, i -> List.of("v")));
        CapturedHeaders captured = Headers.captured(
                rules.limits(
                        Limits.standard().maxHeaders(many).maxValueLength(100).maxTotalLength(100 * many)),
                request);
        List<String> outbound = new ArrayList<>();
        Adapters.inject(captured, Address.of("http", "inventory", 80), outbound, new NameWriter());
        assertThat(outbound).hasSize(many);
        for (int i = 0; i < many; i++) {
            assertThat(captured.came("x-tenant-" + i, "v")).isTrue();
        }
    }

    @Test
    void aRequestIdThatIsNotAUuidIsCarriedAndReported() {
        assertThat(capture(Map.of("x-request-id", List.of("my-own-id-42"))).first("x-request-id"))
                .isEqualTo("my-own-id-42");
        assertThat(events).containsExactly(entry(PropagationEvent.REQUEST_ID_NOT_UUID, "x-request-id"));
    }

    @Test
    void aRequestIdIsGeneratedOnlyIfConfiguredAndOnlyIfThereIsNone() {
        assertThat(capture(Map.of()).isEmpty()).isTrue();
        HeaderPropagation generating = rules.generatingRequestId(true);
        String made = Headers.captured(generating, Map.of()).first("x-request-id");
        assertThat(UUID.fromString(made).version()).isEqualTo(4);
        assertThat(Headers.captured(generating, Map.of()).first("x-request-id")).isNotEqualTo(made);
        assertThat(Headers.captured(generating, Map.of("x-b3-sampled", List.of("1")))
                        .names())
                .containsExactlyInAnyOrder("x-b3-sampled", "x-request-id");
        assertThat(Headers.captured(generating, Map.of("x-request-id", List.of("given")))
                        .values("x-request-id"))
                .containsExactly("given");
    }

    @Test
    void aGeneratedRequestIdDoesNotCountTowardsTheLimits() {
        CapturedHeaders captured = Headers.captured(
                rules.generatingRequestId(true)
                        .limits(Limits.standard()
                                .maxHeaders(1)
                                .maxValueLength(10)
                                .maxTotalLength(20)),
                Map.of("x-b3-sampled", List.of("1")));
        assertThat(captured.names()).containsExactly("x-request-id", "x-b3-sampled");
    }

    @Test
    void anObserverThatThrowsDoesNotDisturbTheRequest() {
        long before = PropagationEvent.USER_CODE_FAILED.count();
        HeaderPropagation failing = rules.observer((event, subject) -> {
            throw new IllegalStateException("on purpose");
        });
        assertThat(Headers.captured(failing, Map.of("x-canary", List.of("", "a")))
                        .values("x-canary"))
                .containsExactly("a");
        assertThat(PropagationEvent.USER_CODE_FAILED.count()).isEqualTo(before + 1);
    }

    @Test
    void neitherTheObserverNorToStringRevealsAValue() {
        CapturedHeaders captured = capture(Map.of("x-canary", List.of("secret"), "baggage", List.of("secret\0")));
        assertThat(captured).hasToString("CapturedHeaders[x-canary]");
        assertThat(events.toString()).doesNotContain("secret");
    }

    @Test
    void aNameThatCouldForgeALogLineReachesTheObserverSanitized() {
        capture(Map.of("x-tenant-a\r\nERROR forged", List.of("v"), "x-tenant-" + "b".repeat(500), List.of("v")));
        assertThat(events)
                .contains(entry(PropagationEvent.DROPPED_INVALID, "x-tenant-a??error forged"))
                .allSatisfy(event -> assertThat(event.getValue()).hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void nothingIsCapturedFromARequestThatThePredicateDoesNotTrust() {
        assertThat(Adapters.capture(rules, "an-id", new RequestIdOnly(), request -> false)
                        .isEmpty())
                .isTrue();
        assertThat(Adapters.capture(rules, "an-id", new RequestIdOnly(), request -> true)
                        .first("x-request-id"))
                .isEqualTo("an-id");
        String made = Adapters.capture(rules.generatingRequestId(true), "an-id", new RequestIdOnly(), request -> false)
                .first("x-request-id");
        assertThat(UUID.fromString(made).version()).isEqualTo(4);
    }

    @Test
    void aPredicateThatThrowsDoesNotTrustAndDoesNotDisturbTheRequest() {
        CapturedHeaders captured = Adapters.capture(rules, "an-id", new RequestIdOnly(), request -> {
            throw new IllegalStateException("on purpose");
        });
        assertThat(captured.isEmpty()).isTrue();
        assertThat(events)
                .containsExactly(entry(PropagationEvent.USER_CODE_FAILED, IllegalStateException.class.getName()));
    }

    @Test
    void aHeaderThatOnlyOneReaderMethodReturnsIsCaptured() {
        CapturedHeaders captured = Adapters.capture(rules, "an-id", new RequestIdOnly() {
            @Override
            public Iterator<String> values(String request, String name) {
                return Collections.emptyIterator();
            }
        });
        assertThat(captured.first("x-request-id")).isEqualTo("an-id");
    }

    @Test
    void aMultiValuedHeaderThatOnlyOneReaderMethodReturnsIsCapturedToo() {
        CapturedHeaders captured = Adapters.capture(rules, "yes", new HeaderReader<>() {
            @Override
            public @Nullable String first(String request, String name) {
                return name.equals("x-canary") ? request : null;
            }

            @Override
            public Iterator<String> values(String request, String name) {
                return Collections.emptyIterator();
            }

            @Override
            public Iterator<String> names(String request) {
                return Collections.emptyIterator();
            }
        });
        assertThat(captured.values("x-canary")).containsExactly("yes");
    }

    private static final class NameWriter implements HeaderWriter<List<String>> {
        @Override
        public void forEach(List<String> lines, BiConsumer<String, String> line) {}

        @Override
        public void add(List<String> lines, String name, String value) {
            lines.add(name);
        }

        @Override
        public void remove(List<String> lines, String name) {}
    }

    private CapturedHeaders capture(Map<String, List<String>> request) {
        return Headers.captured(rules, request);
    }

    /** Reads a request that consists of its x-request-id. */
    private static class RequestIdOnly implements HeaderReader<String> {
        @Override
        public @Nullable String first(String request, String name) {
            return name.equals("x-request-id") ? request : null;
        }

        @Override
        public Iterator<String> values(String request, String name) {
            return List.of(request).iterator();
        }

        @Override
        public Iterator<String> names(String request) {
            return List.of("x-request-id").iterator();
        }
    }
}
