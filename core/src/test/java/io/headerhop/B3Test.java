// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.contract.Headers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which form of B3 is carried where a request has both. The span ids are a, b, c, each the child of the one before. */
class B3Test {
    private static final String LONG = "80f198ee56343ba864fe8b2a57d3eff7";
    private static final String SHORT = "64fe8b2a57d3eff7";
    private static final String OTHER = "00000000000000000000000000000001";
    private static final String A = "000000000000000a";
    private static final String B = "000000000000000b";
    private static final String C = "000000000000000c";

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        equal ids                                        | L-A-1     | L | A | - | x-b3
        equal ids, written in upper case                 | L-A-1     | L | a | - | x-b3
        x-b3 one hop newer (Envoy up to 1.39)            | L-A-1     | L | B | A | x-b3
        x-b3 one hop newer, b3 without sampling decision | L-A       | L | B | A | x-b3
        x-b3 one hop newer, b3 has a parent itself       | L-B-1-A   | L | C | B | x-b3
        b3 one hop newer (Envoy from 1.40)               | L-B-1-A   | L | A | - | b3
        b3 one hop newer, x-b3 has a parent              | L-C-1-B   | L | B | A | b3
        b3 several hops newer                            | L-C-1-B   | L | A | - | b3
        unrelated trace ids                              | O-B-1-A   | L | A | - | b3
        unrelated ids altogether                         | O-C-0     | L | A | - | b3
        64-bit trace ids, x-b3 newer                     | S-A-1     | S | B | A | x-b3
        64-bit trace ids, b3 newer                       | S-B-1-A   | S | A | - | b3
        64-bit in b3, 128-bit in x-b3, same span         | S-A-1     | L | A | - | x-b3
        b3 only says not sampled                         | 0         | L | A | - | x-b3
        b3 only says sampled                             | 1         | L | A | - | x-b3
        b3 only says debug                               | d         | L | A | - | x-b3
        b3 is no b3                                      | zzzz      | L | A | - | x-b3
        b3 has a trace id of 17 digits                   | SA-A-1    | L | B | - | x-b3
        b3 has a short span id                           | L-abc-1   | L | B | - | x-b3
        b3 has digits that are not hexadecimal           | L-xyz0000000000000-1 | L | B | - | x-b3
        x-b3 is malformed                                | L-A-1     | zz | zz | - | b3
        x-b3-traceid without x-b3-spanid                 | L-A-1     | L | - | - | b3
        x-b3-spanid without x-b3-traceid                 | L-A-1     | - | A | - | b3
        x-b3-traceid without x-b3-spanid, b3 has no ids  | 1         | L | - | - | b3
        """)
    void ofBothFormsOnlyTheFreshOneIsCarried(
            String situation, String b3, String traceId, String spanId, String parentSpanId, String carried) {
        Map<String, List<String>> request = new LinkedHashMap<>();
        request.put("b3", List.of(ids(b3)));
        put(request, "x-b3-traceid", traceId);
        put(request, "x-b3-spanid", spanId);
        put(request, "x-b3-parentspanid", parentSpanId);
        request.put("x-b3-sampled", List.of("1"));
        request.put("x-b3-flags", List.of("0"));

        CapturedHeaders captured = Headers.captured(HeaderPropagation.istio(), request);

        Set<String> expected = new TreeSet<>(request.keySet());
        expected.removeIf(name -> carried.equals("b3") != name.equals("b3"));
        assertThat(captured.names()).containsExactlyInAnyOrderElementsOf(expected);
        expected.forEach(name -> assertThat(captured.values(name)).isEqualTo(request.get(name)));
    }

    @Test
    void aSingleFormIsCarriedUnchangedEvenIfMalformed() {
        for (String b3 : List.of("0", "1", "d", "zzzz", ids("L-A-1"))) {
            assertThat(Headers.captured(HeaderPropagation.istio(), Map.of("b3", List.of(b3)))
                            .values("b3"))
                    .containsExactly(b3);
        }
        for (String traceId : List.of("zzzz", ids("L"), ids("S"))) {
            Map<String, List<String>> request = Map.of("x-b3-traceid", List.of(traceId), "x-b3-sampled", List.of("1"));
            CapturedHeaders captured = Headers.captured(HeaderPropagation.istio(), request);
            assertThat(captured.values("x-b3-traceid")).containsExactly(traceId);
            assertThat(captured.values("x-b3-sampled")).containsExactly("1");
        }
    }

    @Test
    void theFormThatIsNotCarriedCountsForTheComparison() {
        HeaderNames onlySingle = HeaderNames.b3().minus("x-b3-*");
        HeaderNames onlyMulti = HeaderNames.of("x-b3-*");
        HeaderNames onlyMultiByName = HeaderNames.of("x-b3-traceid", "x-b3-spanid", "x-b3-sampled");
        Map<String, List<String>> multiIsFresh = Map.of(
                "b3", List.of(ids("L-A-1")),
                "x-b3-traceid", List.of(LONG),
                "x-b3-spanid", List.of(B),
                "x-b3-parentspanid", List.of(A));
        Map<String, List<String>> singleIsFresh =
                Map.of("b3", List.of(ids("L-B-1-A")), "x-b3-traceid", List.of(LONG), "x-b3-spanid", List.of(A));
        assertThat(Headers.captured(HeaderPropagation.of(onlySingle), multiIsFresh)
                        .isEmpty())
                .isTrue();
        assertThat(Headers.captured(HeaderPropagation.of(onlySingle), singleIsFresh)
                        .names())
                .containsExactly("b3");
        for (HeaderNames multi : List.of(onlyMulti, onlyMultiByName)) {
            assertThat(Headers.captured(HeaderPropagation.of(multi), singleIsFresh)
                            .isEmpty())
                    .isTrue();
            assertThat(Headers.captured(HeaderPropagation.of(multi), multiIsFresh)
                            .names())
                    .contains("x-b3-traceid", "x-b3-spanid");
            assertThat(Headers.captured(
                                    HeaderPropagation.of(multi),
                                    Map.of("b3", List.of("0"), "x-b3-sampled", List.of("1")))
                            .names())
                    .containsExactly("x-b3-sampled");
        }
    }

    /** Even a dropped value shows which form is the fresh one. */
    @Test
    void aDroppedParentStillCountsForTheComparison() {
        for (String unfit : List.of(A + "\t", " " + A + " ")) {
            assertThat(Headers.captured(
                                    HeaderPropagation.istio(),
                                    Map.of(
                                            "b3", List.of(ids("L-A-1")),
                                            "x-b3-traceid", List.of(LONG),
                                            "x-b3-spanid", List.of(B),
                                            "x-b3-parentspanid", List.of(unfit)))
                            .names())
                    .contains("x-b3-traceid", "x-b3-spanid")
                    .doesNotContain("b3");
        }
        HeaderPropagation withoutParent = HeaderPropagation.of(HeaderNames.b3().minus("x-b3-parentspanid"));
        assertThat(Headers.captured(
                                withoutParent,
                                Map.of(
                                        "b3", List.of(ids("L-A-1")),
                                        "x-b3-traceid", List.of(LONG),
                                        "x-b3-spanid", List.of(B),
                                        "x-b3-parentspanid", List.of("", A)))
                        .names())
                .containsExactly("x-b3-traceid", "x-b3-spanid");
    }

    @Test
    void staleHeadersLeftOutAreCounted() {
        long before = PropagationEvent.DROPPED_STALE_B3.count();
        Headers.captured(
                HeaderPropagation.istio(),
                Map.of("b3", List.of("0"), "x-b3-traceid", List.of(LONG), "x-b3-spanid", List.of(A)));
        assertThat(PropagationEvent.DROPPED_STALE_B3.count()).isEqualTo(before + 1);
    }

    private static void put(Map<String, List<String>> request, String name, String id) {
        if (id != null) {
            request.put(name, List.of(ids(id)));
        }
    }

    /** Replaces the table's letters with full ids. */
    private static String ids(String text) {
        StringBuilder whole = new StringBuilder();
        for (String field : text.split("-")) {
            String id = switch (field) {
                case "L" -> LONG;
                case "S" -> SHORT;
                case "SA" -> SHORT + "a";
                case "O" -> OTHER;
                case "A" -> A;
                case "a" -> A.toUpperCase(Locale.ROOT);
                case "B" -> B;
                case "C" -> C;
                default -> field;
            };
            whole.append(whole.isEmpty() ? "" : "-").append(id);
        }
        return whole.toString();
    }
}
