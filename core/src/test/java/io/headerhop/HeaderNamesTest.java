// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderNamesTest {
    @Test
    void theDefaultIsWhatIstioAsksForWithBothFamilies() {
        assertThat(HeaderNames.istio())
                .hasToString("x-request-id, x-b3-traceid, x-b3-spanid, x-b3-parentspanid, x-b3-sampled,"
                        + " x-b3-flags, b3, traceparent, tracestate");
    }

    @Test
    void noPresetCarriesCredentialsOrWhatTheProxyOwns() {
        for (Preset preset : Preset.values()) {
            assertThat(HeaderNames.of(preset).toString())
                    .doesNotContain("cookie", "authorization", "jwt", "x-forwarded", "x-envoy", "*");
        }
    }

    @Test
    void namesAreAddedAndRemovedCaseInsensitively() {
        HeaderNames names =
                HeaderNames.of("X-Request-Id").plus("X-Canary", "x-canary").minus("x-request-ID");
        assertThat(names).isEqualTo(HeaderNames.of("x-canary"));
        assertThat(HeaderNames.istio().minus(HeaderNames.b3()).minus(HeaderNames.w3c()))
                .isEqualTo(HeaderNames.of("x-request-id"));
        assertThat(HeaderNames.of("x-a-*", "x-b").minus("x-a-*")).isEqualTo(HeaderNames.of("x-b"));
    }

    @Test
    void aNameIsRemovedFromAPrefixAndAPrefixRemovesNames() {
        HeaderNames tenants = HeaderNames.of("x-tenant-*").minus("x-tenant-key", "x-tenant-secret-*");
        assertThat(tenants.matchesPrefix("x-tenant-name")).isTrue();
        assertThat(tenants.matchesPrefix("x-tenant-key")).isFalse();
        assertThat(tenants.matchesPrefix("x-tenant-secret-1")).isFalse();
        assertThat(tenants).isNotEqualTo(HeaderNames.of("x-tenant-*"));
        assertThat(tenants.plus("x-tenant-key").exact()).containsExactly("x-tenant-key");
        assertThat(HeaderNames.istio().minus("x-b3-*")).hasToString("x-request-id, b3, traceparent, tracestate");
        assertThat(HeaderNames.of("x-tenant-a-*").minus("x-tenant-*").hasPrefixes())
                .isFalse();
    }

    @Test
    void plusMeansWhatEitherMeans() {
        HeaderNames tenants = HeaderNames.of("x-tenant-*");
        HeaderNames someTenants = HeaderNames.of("x-tenant-a-*").minus("x-tenant-a-key");
        for (HeaderNames both : List.of(tenants.plus(someTenants), someTenants.plus(tenants))) {
            assertThat(both.contains("x-tenant-a-key")).isTrue();
        }
        assertThat(HeaderNames.of("x-t-*").minus("x-t-key").plus("x-t-*").contains("x-t-key"))
                .isTrue();
        assertThat(someTenants.plus("x-tenant-b-*").contains("x-tenant-a-key")).isFalse();
    }

    @Test
    void minusRemovesWhatTheOtherMeansAndNothingElse() {
        HeaderNames all = HeaderNames.of("x-t-*", "x-t-a-name", "x-t-a-key");
        HeaderNames rest = all.minus(HeaderNames.of("x-t-a-*").minus("x-t-a-key"));
        assertThat(rest.contains("x-t-a-name")).isFalse();
        assertThat(rest.contains("x-t-a-other")).isFalse();
        assertThat(rest.contains("x-t-a-key")).isTrue();
        assertThat(rest.contains("x-t-b")).isTrue();
    }

    @Test
    void namesAreEqualInAnyOrder() {
        assertThat(HeaderNames.of("a", "b", "x-c-*", "x-d-*"))
                .isEqualTo(HeaderNames.of("x-d-*", "b", "x-c-*", "a"))
                .hasSameHashCodeAs(HeaderNames.of("x-d-*", "b", "x-c-*", "a"))
                .isNotEqualTo(HeaderNames.of("a", "b", "x-c-*"));
        assertThat(HeaderNames.of("x-c-*").minus("x-c-1").minus("x-c-2"))
                .isEqualTo(HeaderNames.of("x-c-*").minus("x-c-2", "x-c-1", "x-other"))
                .isNotEqualTo(HeaderNames.of("x-c-*").minus("x-c-1"));
    }

    @Test
    void b3StandsForBothOfItsFormsAsItDoesInTheEnvironment() {
        assertThat(HeaderNames.of("b3")).isEqualTo(HeaderNames.b3());
        assertThat(HeaderNames.istio().minus("B3"))
                .isEqualTo(HeaderNames.istio().minus(HeaderNames.b3()));
        assertThat(HeaderPropagation.from(Map.of("headerhop.headers", "x-request-id,b3")::get)
                        .names())
                .isEqualTo(HeaderNames.of("x-request-id", "b3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"istio", "W3C", "datadog", "skywalking", "gcp", "aws", "lightstep", "-b3", "-x-canary"})
    void aWordForTheEnvironmentIsNotAHeaderNameInCode(String word) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HeaderNames.of(word))
                .withMessageContaining("write ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HeaderNames.istio().plus(word))
                .withMessageContaining("write ");
    }

    @Test
    void anInvalidHeaderNameFailsAndSaysWhatToWrite() {
        for (String wrong : List.of("", "x request id", "x-request-id:", "x-\r\n", "gr\u00fcn", "x-*-y")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> HeaderNames.of(wrong))
                    .withMessageContaining("write one such as x-request-id");
        }
    }

    @Test
    void aPrefixThatWouldCarryNearlyEverythingFails() {
        for (String wrong : List.of("*", "x*", "x-*")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> HeaderNames.of(wrong))
                    .withMessageContaining("write a longer prefix");
        }
    }

    @Test
    void aHeaderOfOneMessageOrConnectionFails() {
        for (String wrong : List.of(
                "Host",
                "content-length",
                "Transfer-Encoding",
                "connection",
                "upgrade",
                "if-none-match",
                "Range",
                "accept-encoding",
                "via",
                "max-forwards",
                "date",
                "sec-websocket-key",
                "proxy-authorization",
                "set-cookie")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> HeaderNames.of(wrong))
                    .withMessageContaining("leave it out");
        }
    }

    @Test
    void aPrefixThatCouldMatchNothingFails() {
        for (String wrong : List.of(
                "x-forwarded-*",
                "X-Envoy-*",
                "cookie*",
                "authorization-*",
                "if-*",
                "accept-*",
                "sec-*",
                "proxy-*",
                "content-*")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> HeaderNames.of(wrong))
                    .withMessageContaining("write the header's full name");
        }
    }

    /** It goes into a log. */
    @ParameterizedTest
    @ValueSource(strings = {"-x-", "sec-websocket-", "b\u00e4"})
    void aRefusedNameOfAnyLengthMakesNoLongMessage(String beginning) {
        for (String end : List.of("", "*")) {
            String name = beginning + "f".repeat(3000) + end;
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> HeaderNames.of(name))
                    .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(400));
        }
    }
}
