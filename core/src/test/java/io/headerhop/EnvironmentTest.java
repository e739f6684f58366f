package io.headerhop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.headerhop.contract.Headers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {
    @Test
    void whatIsNotSetIsTheDefault() {
        HeaderPropagation propagation = HeaderPropagation.from(Map.<String, String>of()::get);
        assertThat(propagation.names()).isEqualTo(HeaderNames.istio());
        assertThat(propagation.destinations()).hasToString("addressed");
        assertThat(propagation.replaces()).isFalse();
        assertThat(propagation.generatesRequestId()).isFalse();
    }

    @Test
    void presetsNamesPrefixesAndOmissionsMakeTheList() {
        HeaderPropagation propagation =
                HeaderPropagation.from(Map.of("headerhop.headers", " istio, x-canary ,x-tenant-*,-b3 ")::get);
        assertThat(propagation.names())
                .isEqualTo(HeaderNames.istio().minus(HeaderNames.b3()).plus("x-canary", "x-tenant-*"));
    }

    @Test
    void everySettingTakesEffect() {
        HeaderPropagation propagation = HeaderPropagation.from(Map.of(
                "headerhop.destinations", ".svc, 10.0.0.0/8",
                "headerhop.replace", "true",
                "headerhop.generate-request-id", "TRUE")::get);
        assertThat(propagation.destinations().allow("a.svc", 80)).isTrue();
        assertThat(propagation.destinations().allow("10.1.2.3", 80)).isTrue();
        assertThat(propagation.destinations().allow("bank", 80)).isFalse();
        assertThat(propagation.replaces()).isTrue();
        assertThat(Headers.captured(propagation, Map.of()).values("x-request-id"))
                .hasSize(1);
    }

    @Test
    void aWrongSettingFailsWithItsNameAndWhatToWrite() {
        Map<String, String> wrong = Map.of(
                "headerhop.headers", "x canary",
                "headerhop.destinations", "http://inventory",
                "headerhop.replace", "yes",
                "headerhop.generate-request-id", "1");
        wrong.forEach((property, value) -> assertThatIllegalArgumentException()
                .isThrownBy(() -> HeaderPropagation.from(Map.of(property, value)::get))
                .withMessageStartingWith(property + ": ")
                .withMessageContaining("write"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-b3", ",", "b3,-b3"})
    void aListThatLeavesNothingToCarryFailsAndSaysWhatToWrite(String list) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HeaderPropagation.from(Map.of("headerhop.headers", list)::get))
                .withMessageMatching("headerhop.headers: .*leaves no header.* write .*istio,-b3");
    }

    @Test
    void systemPropertiesAreReadUnlessAFrameworkHasTheSetting() {
        System.setProperty("headerhop.headers", "w3c");
        try {
            assertThat(HeaderPropagation.fromEnvironment().names()).isEqualTo(HeaderNames.w3c());
            assertThat(HeaderPropagation.from(name -> null).names()).isEqualTo(HeaderNames.w3c());
            assertThat(HeaderPropagation.from(Map.of("headerhop.headers", "b3")::get)
                            .names())
                    .isEqualTo(HeaderNames.b3());
        } finally {
            System.clearProperty("headerhop.headers");
        }
    }

    @Test
    void limitsThatWouldCarryNothingFail() {
        for (int[] limits : List.of(new int[] {0, 1, 1}, new int[] {1, 0, 1}, new int[] {1, 1, -1})) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> HeaderPropagation.istio().limits(limits[0], limits[1], limits[2]))
                    .withMessageContaining("at least 1");
        }
    }
}
