// SPDX-License-Identifier: Apache-2.0
package io.headerhop.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The stars in the paths that are ignored, and in the calls that are expected. */
class PathPatternTest {
    @ParameterizedTest
    @CsvSource({
        "/health, /health, true",
        "/health, /health/live, false",
        "/health, /healthy, false",
        "/prices/*, /prices/17, true",
        "/prices/*, /prices/17/net, false",
        "/prices/*/net, /prices/17/net, true",
        "/prices/*/net, /prices/17/18/net, false",
        "/v*/p-*, /v2/p-17, true",
        "/metrics/**, /metrics/jvm/heap, true",
        "/metrics/**, /metrics, false",
        "/metrics**, /metrics, true",
        "/shops/*/metrics/**, /shops/7/metrics/a/b, true",
        "/shops/*/metrics/**, /shops/7/8/metrics/a, false",
        "/**, /, true",
        "/a.b, /a-b, false",
        "/a(b), /a(b), true",
    })
    void oneStarStopsAtASlashAndTwoDoNot(String pattern, String path, boolean expected) {
        assertThat(PathPattern.of(pattern).matches(path)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "health", "*", "**", "/a/**/b", "/a/***", "/a?b", "/a b", "/a#b", "/{id}", "/a\\E.*"})
    void whatIsNotUnderstoodIsRefused(String pattern) {
        assertThatThrownBy(() -> PathPattern.of(pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not a path: '" + pattern + "'")
                .hasMessageContaining("as in /prices/*")
                .hasMessageContaining("as in /metrics/**");
    }

    @Test
    void aCallIsExpectedByItsMethodAndPath() {
        ExpectedCall expected = ExpectedCall.of("GET /stock/*");
        assertThat(expected.matches(call("GET", "/stock/17?now"))).isTrue();
        assertThat(expected.matches(call("POST", "/stock/17"))).isFalse();
        assertThat(expected.matches(call("GET", "/stock/17/18"))).isFalse();
        assertThat(expected).hasToString("GET /stock/*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/stock", "GET stock", "GET  /stock", "* /stock", "GET", ""})
    void aCallWithoutAMethodOrPathIsRefused(String call) {
        assertThatThrownBy(() -> ExpectedCall.of(call))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("as in 'GET /prices/*': '" + call + "'");
    }

    private static ReceivedCall call(String method, String target) {
        return new ReceivedCall(0, method, target, Map.of(), List.of());
    }
}
