// SPDX-License-Identifier: Apache-2.0
package io.headerhop.slf4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderNames;
import io.headerhop.HeaderPropagation;
import io.headerhop.Scope;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

class MdcListenerTest {
    private static final String TRACE = "80f198ee56343ba864fe8b2a57d3eff7";
    private static final String SPAN = "e457b5a2e4d86bd1";

    @AfterEach
    void clear() {
        MDC.clear();
    }

    @Test
    void theIdsOfTheCurrentRequestAreThereUntilItIsCurrentNoMore() {
        MDC.put("user", "ada");
        try (Scope scope = captured(Map.of("x-request-id", "first", "traceparent", "00-" + TRACE + "-" + SPAN + "-01"))
                .makeCurrent()) {
            assertThat(MDC.getCopyOfContextMap())
                    .isEqualTo(Map.of(
                            "user", "ada", "requestId", "first", "traceId", TRACE, "spanId", SPAN, "sampled", "true"));
            try (Scope inside = captured(Map.of("x-request-id", "second")).makeCurrent()) {
                assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("user", "ada", "requestId", "second"));
            }
            assertThat(MDC.get("requestId")).isEqualTo("first");
        }
        assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("user", "ada"));
    }

    @Test
    void theyAreOnEachThreadThatTheHeadersAreHandedTo() throws Exception {
        ExecutorService plain = Executors.newSingleThreadExecutor();
        try {
            ExecutorService pool = CapturedHeaders.propagating(plain);
            for (int i = 0; i < 3; i++) {
                try (Scope scope =
                        captured(Map.of("x-request-id", "request-" + i)).makeCurrent()) {
                    assertThat(pool.submit(() -> MDC.get("requestId")).get()).isEqualTo("request-" + i);
                }
                assertThat(pool.submit(() -> MDC.get("requestId")).get()).isNull();
                assertThat(plain.submit(() -> MDC.get("requestId")).get()).isNull();
            }
        } finally {
            plain.shutdown();
        }
    }

    @Test
    void whatTheApplicationHadUnderAKeyComesBack() {
        MDC.put("requestId", "own");
        MDC.put("traceId", "own");
        try (Scope scope = captured(Map.of("x-request-id", "first")).makeCurrent()) {
            assertThat(MDC.get("requestId")).isEqualTo("first");
            assertThat(MDC.get("traceId")).isEqualTo("own");
        }
        assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("requestId", "own", "traceId", "own"));
    }

    /** As the README says under "What it does not do". */
    @Test
    void whatIsClearedInTheMiddleOfARequestComesWithTheNextOne() {
        CapturedHeaders first = captured(Map.of("x-request-id", "first"));
        try (Scope scope = first.makeCurrent()) {
            MDC.clear();
            try (Scope same = first.makeCurrent()) {
                assertThat(MDC.get("requestId")).isNull();
            }
            MDC.put("requestId", "own");
            try (Scope other = captured(Map.of("x-request-id", "second")).makeCurrent()) {
                assertThat(MDC.get("requestId")).isEqualTo("second");
            }
            assertThat(MDC.get("requestId")).isEqualTo("first");
        }
        assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
        try (Scope scope = captured(Map.of("x-request-id", "third")).makeCurrent()) {
            assertThat(MDC.get("requestId")).isEqualTo("third");
        }
    }

    @Test
    void whereNothingIsCurrentInsideOfARequestNothingIsShown() {
        try (Scope scope = captured(Map.of("x-request-id", "first")).makeCurrent();
                Scope nothing = CapturedHeaders.none().makeCurrent()) {
            assertThat(MDC.get("requestId")).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "traceparent, 00-80f198ee56343ba864fe8b2a57d3eff7-e457b5a2e4d86bd1-01, true",
        "traceparent, 00-80f198ee56343ba864fe8b2a57d3eff7-e457b5a2e4d86bd1-00, false",
        "traceparent, 00-80f198ee56343ba864fe8b2a57d3eff7-e457b5a2e4d86bd1-03, true",
        "b3, 80f198ee56343ba864fe8b2a57d3eff7-e457b5a2e4d86bd1-1-05e3ac9a4f6e3b90, true",
        "b3, 80f198ee56343ba864fe8b2a57d3eff7-e457b5a2e4d86bd1-0, false",
        "b3, 80f198ee56343ba864fe8b2a57d3eff7-e457b5a2e4d86bd1-d, true",
        "b3, 80f198ee56343ba864fe8b2a57d3eff7-e457b5a2e4d86bd1, "
    })
    void theIdsAreReadFromWhicheverFormCame(String name, String value, String sampled) {
        try (Scope scope = captured(Map.of(name, value)).makeCurrent()) {
            assertThat(MDC.get("traceId")).isEqualTo(TRACE);
            assertThat(MDC.get("spanId")).isEqualTo(SPAN);
            assertThat(MDC.get("sampled")).isEqualTo(sampled);
        }
    }

    @Test
    void b3InSeveralHeaders() {
        Map<String, String> headers = Map.of("x-b3-traceid", TRACE, "x-b3-spanid", SPAN, "x-b3-sampled", "0");
        try (Scope scope = captured(headers).makeCurrent()) {
            assertThat(MDC.getCopyOfContextMap())
                    .isEqualTo(Map.of("traceId", TRACE, "spanId", SPAN, "sampled", "false"));
        }
        try (Scope scope = captured(Map.of("x-b3-flags", "1")).makeCurrent()) {
            assertThat(MDC.get("sampled")).isEqualTo("true");
        }
        try (Scope scope = captured(Map.of("b3", "0")).makeCurrent()) {
            assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("sampled", "false"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "00-1-2-zz", "00-1-2-0g"})
    void aMalformedHeaderShowsNoSamplingDecision(String traceparent) {
        try (Scope scope = captured(Map.of("traceparent", traceparent)).makeCurrent()) {
            assertThat(MDC.get("sampled")).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "traceparent, 00-anything-can-come-01",
        "traceparent, 00-80f198ee56343ba864fe8b2a57d3eff7x-e457b5a2e4d86bd1-01",
        "traceparent, 00-80f198ee56343ba864fe8b2a57d3eff7-e457b5a2e4d86bd1-01x",
        "b3, 80f198ee56343ba864fe8b2a57d3eff70-e457b5a2e4d86bd1-1",
        "b3, ] ERROR forged-e457b5a2e4d86bd1-1",
        "b3, 80f198ee56343ba864fe8b2a57d3eff7--1",
        "b3, 80f198ee56343ba864fe8b2a57d3eff7-"
    })
    void whatIsNoIdIsNotShown(String name, String value) {
        try (Scope scope =
                captured(Map.of(name, value, "x-request-id", "first")).makeCurrent()) {
            assertThat(MDC.get("requestId")).isEqualTo("first");
            assertThat(MDC.get("traceId")).isNull();
            assertThat(MDC.get("spanId")).isNull();
        }
    }

    @Test
    void idsOfB3InSeveralHeadersAreCheckedToo() {
        try (Scope scope = captured(Map.of("x-b3-traceid", "a trace", "x-b3-spanid", "a".repeat(17)))
                .makeCurrent()) {
            assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
        }
    }

    @Test
    void aMalformedTraceparentHidesNoB3() {
        Map<String, String> headers = Map.of("traceparent", "garbage", "b3", TRACE + "-" + SPAN + "-1");
        try (Scope scope = captured(headers).makeCurrent()) {
            assertThat(MDC.get("traceId")).isEqualTo(TRACE);
        }
    }

    /** Anybody may have sent it. */
    @Test
    void aValueEndsNoFieldOfTheLogAndIsNotLong() {
        try (Scope scope =
                captured(Map.of("x-request-id", "1] [2] ERROR \"a\", {b}=c")).makeCurrent()) {
            assertThat(MDC.get("requestId")).isEqualTo("1___2__ERROR__a____b_=c");
        }
        try (Scope scope = captured(Map.of("x-request-id", "7".repeat(4000))).makeCurrent()) {
            assertThat(MDC.get("requestId")).isEqualTo("7".repeat(128));
        }
        for (String id : List.of("7b1f4d8e-0000-4000-8000-000000000001", "Root=1-67891233-abcdef/a+b~c:@._%20")) {
            try (Scope scope = captured(Map.of("x-request-id", id)).makeCurrent()) {
                assertThat(MDC.get("requestId")).isEqualTo(id);
            }
        }
    }

    @Test
    void aHeadersNameNeedsNoHyphen() {
        MdcListener listener = new MdcListener(MdcKey.list("headerhop.mdc", "b3,traceparent=w3c,baggage"));
        listener.currentChanged(
                HeaderPropagation.of(HeaderNames.istio().plus("baggage")).capture(Map.of("b3", "0", "baggage", "a=b")));
        assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("b3", "0", "baggage", "a=b"));
        listener.currentChanged(CapturedHeaders.none());
    }

    @Test
    void keysCanHaveOtherNamesAndShowOtherHeaders() {
        MdcListener listener =
                new MdcListener(MdcKey.list("headerhop.mdc", "traceId = trace_id, x-canary=canary,x-tenant-id"));
        CapturedHeaders headers = HeaderPropagation.of(HeaderNames.istio().plus("x-canary", "x-tenant-*"))
                .capture(Map.of("b3", TRACE + "-" + SPAN, "x-canary", "always", "X-Tenant-Id", "blue"));
        listener.currentChanged(headers);
        assertThat(MDC.getCopyOfContextMap())
                .isEqualTo(Map.of("trace_id", TRACE, "canary", "always", "x-tenant-id", "blue"));
        listener.currentChanged(CapturedHeaders.none());
        assertThat(MDC.getCopyOfContextMap()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "traceid, write requestId",
        "trace_id, write requestId",
        "spanID, write requestId",
        "RequestId, write requestId",
        "x-tenant-*, write requestId",
        "traceId=, such as traceId=trace_id",
        "traceId=a=b, such as traceId=trace_id"
    })
    void aWrongSettingSaysWhatToWrite(String setting, String advice) {
        assertThatThrownBy(() -> MdcKey.list("HEADERHOP_MDC", setting))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("HEADERHOP_MDC: '" + setting + "'")
                .hasMessageContaining(advice);
    }

    private static CapturedHeaders captured(Map<String, String> headers) {
        return HeaderPropagation.istio().capture(headers);
    }
}
