// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headerhop.contract.Headers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A tracestate is carried only with the traceparent it came with. */
class TracestateTest {
    private static final String TRACEPARENT = "00-" + Headers.TRACE_ID + "-05e3ac9a4f6e3b90-01";

    private final List<PropagationEvent> events = new ArrayList<>();
    private final HeaderPropagation rules = HeaderPropagation.istio().observer((event, subject) -> events.add(event));

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        a traceparent                                   | GOOD      | true
        two, of which the first is kept                 | GOOD GOOD | true
        one that no tracer reads, nor any tracestate by | zzzz      | true
        none                                            | ''        | false
        a blank one                                     | BLANK     | false
        one with a line break                           | BROKEN    | false
        one over the limit for a value                  | LONG      | false
        """)
    void aTracestateIsCarriedOnlyBesideACapturedTraceparent(String traceparent, String written, boolean carried) {
        Map<String, List<String>> request = new LinkedHashMap<>();
        request.put("x-b3-sampled", List.of("1"));
        request.put("tracestate", List.of("a=1", "b=2"));
        if (!written.isEmpty()) {
            request.put("traceparent", lines(written));
        }

        CapturedHeaders captured = Headers.captured(rules, request);

        assertThat(captured.values("tracestate")).isEqualTo(carried ? List.of("a=1", "b=2") : List.of());
        assertThat(captured.values("traceparent")).hasSize(carried ? 1 : 0);
        assertThat(captured.values("x-b3-sampled")).containsExactly("1");
        assertThat(events.stream().filter(PropagationEvent.DROPPED_INCOMPLETE::equals))
                .hasSize(carried ? 0 : 1);
    }

    @Test
    void aTraceparentThatTheLimitOfHeadersLeavesOutTakesItsTracestateAlong() {
        CapturedHeaders captured = Headers.captured(
                rules.names(HeaderNames.of("tracestate", "x-request-id", "traceparent"))
                        .limits(Limits.standard().maxHeaders(2)),
                Map.of(
                        "tracestate", List.of("a=1"),
                        "x-request-id", List.of(Headers.requestId(1)),
                        "traceparent", List.of(TRACEPARENT)));
        assertThat(captured.names()).containsExactly("x-request-id");
        assertThat(events).containsExactly(PropagationEvent.DROPPED_OVER_LIMIT, PropagationEvent.DROPPED_INCOMPLETE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tracestate", "tracest*", "istio,-traceparent", "trace*,-traceparent"})
    void aConfigurationThatHasItAloneIsRefused(String names) {
        assertThatThrownBy(() -> HeaderPropagation.from(Map.of("headerhop.headers", names)::get))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("headerhop.headers: '")
                .hasMessageEndingWith("write traceparent as well, or leave it out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"traceparent", "trace*", "istio,-tracestate", "istio,-w3c", "x-canary"})
    void anyOtherIsNot(String names) {
        HeaderPropagation carries = HeaderPropagation.from(Map.of("headerhop.headers", names)::get);
        assertThat(carries.names().contains("tracestate")).isEqualTo(names.equals("trace*"));
    }

    private static List<String> lines(String written) {
        List<String> lines = new ArrayList<>();
        for (String word : written.split(" ")) {
            lines.add(
                    switch (word) {
                        case "GOOD" -> TRACEPARENT;
                        case "BLANK" -> "  ";
                        case "BROKEN" -> TRACEPARENT + "\r\n";
                        case "LONG" -> "0".repeat(Limits.standard().maxValueLength() + 1);
                        default -> word;
                    });
        }
        return lines;
    }
}
