// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import static io.headerhop.ListWriter.WRITER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import io.headerhop.contract.Headers;
import io.headerhop.spi.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Headers made without a request, or changed after capture. */
class DerivedHeadersTest {
    private static final String CHILD = "000000000000000b";

    private final List<Map.Entry<PropagationEvent, String>> events = new ArrayList<>();
    private final HeaderPropagation rules = HeaderPropagation.of(
                    HeaderNames.istio().plus("x-canary", "x-tenant-*", "baggage"))
            .observer((event, subject) -> events.add(entry(event, subject)));
    private final CapturedHeaders captured =
            Headers.captured(rules, Map.of("x-request-id", List.of(Headers.requestId(1)), "x-canary", List.of("a")));

    @Test
    void headersMadeWithoutARequestFollowTheSameRules() {
        CapturedHeaders made = rules.capture(Map.of(
                "X-Request-Id", Headers.requestId(2),
                "x-tenant-name", "blue",
                "x-canary", "gr\u00fcn",
                "authorization", "secret"));
        assertThat(made.names()).containsExactly("x-request-id", "x-tenant-name");
        assertThat(made.first("x-tenant-name")).isEqualTo("blue");
        assertThat(made.rules()).isSameAs(rules);
        assertThat(events).containsExactly(entry(PropagationEvent.DROPPED_INVALID, "x-canary"));
        assertThat(rules.capture(Map.of()).isEmpty()).isTrue();
    }

    @Test
    void aValueIsChangedOrAddedForTheCallsThatFollow() {
        CapturedHeaders changed = captured.with("X-Canary", "b").with("x-tenant-name", "blue", "green");
        assertThat(changed.values("x-canary")).containsExactly("b");
        assertThat(changed.values("x-tenant-name")).containsExactly("blue", "green");
        assertThat(changed.first("x-request-id")).isEqualTo(Headers.requestId(1));
        assertThat(captured.first("x-canary")).isEqualTo("a");
        assertThat(CapturedHeaders.none().with("x-b3-sampled", "1").names()).containsExactly("x-b3-sampled");
    }

    @Test
    void aNameIsRemoved() {
        assertThat(captured.without("X-Canary", "x-nobody").names()).containsExactly("x-request-id");
        assertThat(captured.without("x-canary", "x-request-id").isEmpty()).isTrue();
    }

    @Test
    void aHeaderThatIsNotConfiguredIsRefusedAndTheMessageSaysWhatToWrite() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> captured.with("x-other", "1"))
                .withMessageContaining("write plus(\"x-other\")");
    }

    @Test
    void aValueThatNoClientCouldSendIsDroppedAsIfItHadComeIn() {
        assertThat(captured.with("x-canary", "a\r\nb: c").names()).containsExactly("x-request-id");
        assertThat(events).containsExactly(entry(PropagationEvent.DROPPED_INVALID, "x-canary"));
    }

    @Test
    void aChangeIsNotASecondCapture() {
        long before = PropagationEvent.CAPTURED.count();
        captured.with("x-canary", "b").without("x-canary");
        assertThat(PropagationEvent.CAPTURED.count()).isEqualTo(before);
    }

    @Test
    void aRemovedRequestIdIsNotReplacedAndNothingIsReportedAgain() {
        CapturedHeaders generating =
                rules.generatingRequestId(true).capture(Map.of("x-request-id", "no uuid", "x-canary", "a"));
        events.clear();
        assertThat(generating.without("x-request-id").names()).containsExactly("x-canary");
        assertThat(generating.with("x-canary", "b").first("x-request-id")).isEqualTo("no uuid");
        assertThat(events).isEmpty();
    }

    @Test
    void theNewerFormOfB3StaysTheOnlyOne() {
        CapturedHeaders single = rules.capture(Map.of("b3", Headers.TRACE_ID + "-" + CHILD + "-1"));
        assertThat(single.with("x-b3-sampled", "0").names()).containsExactly("b3");
        assertThat(events).containsExactly(entry(PropagationEvent.DROPPED_STALE_B3, "x-b3-sampled"));
    }

    @Test
    void aProxysCopyOfAChangedOrRemovedHeaderIsStillNotAChoice() {
        List<Map.Entry<String, String>> copy =
                List.of(entry("x-request-id", Headers.requestId(1)), entry("x-canary", "a"));
        assertThat(sent(captured.with("x-canary", "b"), copy))
                .containsExactly(entry("x-request-id", Headers.requestId(1)), entry("x-canary", "b"));
        assertThat(sent(captured.without("x-canary"), copy))
                .containsExactly(entry("x-request-id", Headers.requestId(1)));
    }

    private static List<Map.Entry<String, String>> sent(
            CapturedHeaders headers, List<Map.Entry<String, String>> request) {
        List<Map.Entry<String, String>> sent = new ArrayList<>(request);
        Adapters.inject(headers, Address.of("http", "inventory", 80), sent, WRITER);
        return sent;
    }
}
