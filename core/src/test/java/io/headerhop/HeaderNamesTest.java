package io.headerhop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class HeaderNamesTest {
    private static final List<HeaderNames> PRESETS = List.of(
            HeaderNames.istio(),
            HeaderNames.b3(),
            HeaderNames.w3c(),
            HeaderNames.datadog(),
            HeaderNames.skywalking(),
            HeaderNames.gcp(),
            HeaderNames.aws(),
            HeaderNames.lightstep());

    @Test
    void theDefaultIsWhatIstioAsksForWithBothFamilies() {
        assertThat(HeaderNames.istio())
                .hasToString("x-request-id, x-b3-traceid, x-b3-spanid, x-b3-parentspanid, x-b3-sampled,"
                        + " x-b3-flags, b3, traceparent, tracestate");
    }

    @Test
    void noPresetCarriesCredentialsOrWhatTheProxyOwns() {
        assertThat(PRESETS)
                .allSatisfy(preset -> assertThat(preset.toString())
                        .doesNotContain("cookie", "authorization", "jwt", "x-forwarded", "x-envoy", "*"));
    }

    @Test
    void namesAreAddedAndTakenAwayInAnyCase() {
        HeaderNames names =
                HeaderNames.of("X-Request-Id").plus("X-Canary", "x-canary").minus("x-request-ID");
        assertThat(names).isEqualTo(HeaderNames.of("x-canary"));
        assertThat(HeaderNames.istio().minus(HeaderNames.b3()).minus(HeaderNames.w3c()))
                .isEqualTo(HeaderNames.of("x-request-id"));
        assertThat(HeaderNames.of("x-a-*", "x-b").minus("x-a-*")).isEqualTo(HeaderNames.of("x-b"));
    }

    @Test
    void aNameIsTakenOutOfAPrefixAndAPrefixTakesNamesAway() {
        HeaderNames tenants = HeaderNames.of("x-tenant-*").minus("x-tenant-key", "x-tenant-secret-*");
        assertThat(tenants.matchesPrefix("x-tenant-name")).isTrue();
        assertThat(tenants.matchesPrefix("x-tenant-key")).isFalse();
        assertThat(tenants.matchesPrefix("x-tenant-secret-1")).isFalse();
        assertThat(tenants).isNotEqualTo(HeaderNames.of("x-tenant-*"));
        assertThat(tenants.plus("x-tenant-key").exact()).containsExactly("x-tenant-key");
        assertThat(HeaderNames.istio().minus("x-b3-*"))
                .isEqualTo(HeaderNames.of("x-request-id", "b3", "traceparent", "tracestate"));
        assertThat(HeaderNames.of("x-tenant-a-*").minus("x-tenant-*").hasPrefixes())
                .isFalse();
    }

    @Test
    void whatIsNoHeaderNameFailsAndSaysWhatToWrite() {
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
        for (String wrong : List.of("Host", "content-length", "Transfer-Encoding", "connection", "upgrade")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> HeaderNames.of(wrong))
                    .withMessageContaining("leave it out");
        }
    }

    @Test
    void aPrefixThatCouldMatchNothingFails() {
        for (String wrong : List.of("x-forwarded-*", "X-Envoy-*", "cookie*", "authorization-*")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> HeaderNames.of(wrong))
                    .withMessageContaining("write the header's full name");
        }
    }
}
