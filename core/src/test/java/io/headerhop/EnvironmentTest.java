// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.headerhop.contract.Headers;
import io.headerhop.spi.Address;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {
    @Test
    void aSettingOfTheJvmIsRefusedWhereItWouldBeIgnored() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HeaderPropagation.from(Map.of("headerhop.mdc", "requestId")::get))
                .withMessageContainingAll("headerhop.mdc: 'requestId'", "-Dheaderhop.mdc", "HEADERHOP_MDC");
        System.setProperty("headerhop.mdc", "requestId");
        try {
            // As where a framework's own configuration has the system properties, too.
            HeaderPropagation.from(System::getProperty);
        } finally {
            System.clearProperty("headerhop.mdc");
        }
    }

    @Test
    void unsetSettingsHaveTheirDefaults() {
        HeaderPropagation propagation = HeaderPropagation.from(Map.<String, String>of()::get);
        assertThat(propagation.names()).isEqualTo(HeaderNames.istio());
        assertThat(propagation.destinations()).hasToString("addressed");
        assertThat(propagation.isReplacing()).isFalse();
        assertThat(propagation.isGeneratingRequestId()).isFalse();
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
        assertThat(propagation.destinations().allow(Address.of("http", "a.svc", 80)))
                .isTrue();
        assertThat(propagation.destinations().allow(Address.of("http", "10.1.2.3", 80)))
                .isTrue();
        assertThat(propagation.destinations().allow(Address.of("http", "bank", 80)))
                .isFalse();
        assertThat(propagation.isReplacing()).isTrue();
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
                .withMessageMatching(".*(write|must be) .*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-b3", ",", "b3,-b3", "-b3,b3"})
    void aListThatLeavesNothingToCarryFailsAndSaysWhatToWrite(String list) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HeaderPropagation.from(Map.of("headerhop.headers", list)::get))
                .withMessageMatching("headerhop.headers: .*leaves nothing to carry.* write .*istio,-b3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void anEmptySettingCountsAsUnset(String empty) {
        Map<String, String> settings = Map.of(
                "headerhop.headers", empty,
                "headerhop.destinations", empty,
                "headerhop.replace", empty,
                "headerhop.generate-request-id", empty);
        assertThat(HeaderPropagation.from(settings::get))
                .hasToString(HeaderPropagation.istio().toString());
    }

    @ParameterizedTest(name = "{0}: write {1}")
    @CsvSource({
        "isto, istio",
        "istioo, istio",
        "itsio, istio",
        "datadogs, datadog",
        "data-dog, datadog",
        "lightsetp, lightstep",
        "tracecontext, w3c",
        "b3multi, b3",
        "b3single, b3",
        "zipkin, b3",
        "jeager, jaeger",
        "xray, aws",
        "opentelemetry, w3c",
        "x-requestid, x-request-id",
        "X_Request_Id, x-request-id",
        "x-b3-trace-id, x-b3-traceid",
        "trace-parent, traceparent",
        "tracesate, tracestate",
        "b3_multi, b3",
        "x-ray, aws",
        "trace_context, w3c",
        "none, leave the library out",
        "wc3, w3c",
        "bagage, baggage",
        "x-b3, x-b3-*",
        "x-tenant-, x-tenant-*",
        "!b3, without quotes",
        "`istio`, without quotes",
        "$HEADERS, without quotes",
        "istio|x-canary, without quotes",
    })
    void typosAndOtherToolsWordsAreRefusedAndTheMessageSaysWhatToWrite(String word, String instead) {
        for (String list : List.of(word, "x-canary," + word, "istio,-" + word)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> HeaderPropagation.from(Map.of("headerhop.headers", list)::get))
                    .withMessageStartingWith("headerhop.headers: '" + word + "' ")
                    .withMessageContaining("write ")
                    .withMessageContaining(instead);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "request-id",
                "x-correlation-id",
                "tracing-id",
                "x-session-id",
                "x-trace-id",
                "x-span-id",
                "x-canary",
                "sw8",
                "sw8-x",
                "baggage",
                "uber-trace-id",
                "x-request-*"
            })
    void aCustomNameIsNotATypo(String name) {
        assertThat(HeaderPropagation.from(Map.of("headerhop.headers", name)::get)
                        .names())
                .isEqualTo(HeaderNames.of(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"istio,-b3", "-b3,istio", " - b3 , istio "})
    void aMinusRemovesWhereverItStands(String list) {
        assertThat(HeaderPropagation.from(Map.of("headerhop.headers", list)::get)
                        .names())
                .isEqualTo(HeaderNames.istio().minus(HeaderNames.b3()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"istio,-x-canary", "istio,-x-b3x-*", "w3c,-istio,-b3"})
    void aMinusThatRemovesNothingFailsAndSaysSo(String list) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HeaderPropagation.from(Map.of("headerhop.headers", list)::get))
                .withMessageContaining("write ");
    }

    @Test
    void aPrefixAlsoRemovesWhatItWouldNeverAdd() {
        assertThat(HeaderPropagation.from(Map.of("headerhop.headers", "authorization,cookie,istio,-auth*,-coo*")::get)
                        .names())
                .isEqualTo(HeaderNames.istio());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"adressed", "addresed", "in-mash", "inmeshh", "all", "any", "none", "mesh", "addressed,-in-mesh"
            })
    void aTypoInADestinationWordFailsAndSaysWhatToWrite(String list) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HeaderPropagation.from(Map.of("headerhop.destinations", list)::get))
                .withMessageStartingWith("headerhop.destinations: ")
                .withMessageContaining("write");
    }

    @ParameterizedTest(name = "{0} at {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        addressed                       | api.example.com     | true
        inMesh                          | api.example.com     | false
        in-mesh                         | inventory           | true
        in-mesh, partner.example.com    | partner.example.com | true
        in-mesh, partner.example.com    | other.example.com   | false
        addressed, -bank                | bank                | false
        -bank, addressed                | bank                | false
        addressed, -bank                | shop                | true
        .svc, -bank.svc                 | bank.svc            | false
        .svc, -bank.svc                 | shop.svc            | true
        """)
    void destinationSettingsCanSayEverythingThatCodeCan(String list, String host, boolean allowed) {
        HeaderPropagation propagation = HeaderPropagation.from(Map.of("headerhop.destinations", list)::get);
        assertThat(propagation.destinations().allow(Address.of("http", host, 80)))
                .isEqualTo(allowed);
    }

    @Test
    void destinationsThatOnlyRemoveFailAndSayWhatToWrite() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HeaderPropagation.from(Map.of("headerhop.destinations", "-bank")::get))
                .withMessageContaining("write ")
                .withMessageContaining("addressed,-bank");
    }

    @Test
    void aMisspeltPropertyFailsAndNamesTheRightOne() {
        for (String wrong : List.of(
                "headerhop.header", "headerhop.destination", "headerhop.generate-requestid", "HEADERHOP_HEADERS")) {
            System.setProperty(wrong, "x-canary");
            try {
                assertThatIllegalArgumentException()
                        .isThrownBy(HeaderPropagation::fromEnvironment)
                        .withMessageContaining(wrong)
                        .withMessageContaining("write headerhop.");
            } finally {
                System.clearProperty(wrong);
            }
        }
        // Kubernetes sets these for a service of that name.
        List<String> variables = List.of("HEADERHOP_HEADERS", "HEADERHOP_REPLACE");
        Environment.requireNoneMisspelt(
                List.of("HEADERHOP_PORT", "HEADERHOP_SERVICE_HOST", "HEADERHOP_REPLICA", "PATH", "HEADERHOP_HEADERS"),
                variables);
        for (String wrong :
                List.of("HEADERHOP_HEADER", "headerhop.headers", "HEADER_HOP_HEADERS", "Headerhop_Headers")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Environment.requireNoneMisspelt(List.of(wrong), variables))
                    .withMessageContaining("write HEADERHOP_HEADERS");
        }
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
        Limits limits = Limits.standard();
        for (ThrowingCallable wrong : List.<ThrowingCallable>of(
                () -> limits.maxHeaders(0), () -> limits.maxValueLength(0), () -> limits.maxTotalLength(-1))) {
            assertThatIllegalArgumentException().isThrownBy(wrong).withMessageContaining("at least 1");
        }
    }
}
