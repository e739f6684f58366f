// SPDX-License-Identifier: Apache-2.0
package io.headerhop.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.contract.Headers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is added to a record before the producer has it; with a broker: see the module broker-tests. */
class ProducerInterceptorTest {
    @Test
    void carriesEachCurrentHeaderWithAllItsValues() {
        CapturedHeaders headers = Headers.captured(
                Headers.RULES,
                Map.of(
                        "x-request-id", List.of(Headers.requestId(1)),
                        "baggage", List.of("a=1", "b=2"),
                        "x-tenant-name", List.of("blue")));
        assertThat(sent(headers, record()))
                .containsExactlyInAnyOrder(
                        "x-request-id: " + Headers.requestId(1), "baggage: a=1", "baggage: b=2", "x-tenant-name: blue");
    }

    @Test
    void addsNothingWhereNothingIsCurrent() {
        assertThat(sent(CapturedHeaders.none(), record())).isEmpty();
    }

    @Test
    void whereNothingIsCurrentTheRecordIsTheCallersOwn() {
        ProducerRecord<String, String> record = record();
        assertThat(interceptor("127.0.0.1:9092").onSend(record)).isSameAs(record);
    }

    @Test
    void whatTheCallerSetWinsInAnyCaseAndWithItsWholeGroup() {
        ProducerRecord<String, String> record = record();
        add(record, "X-Request-ID", "the-callers-own");
        add(record, "TraceParent", "the-callers-own");
        assertThat(sent(Headers.ofRequest(1), record))
                .contains("X-Request-ID: the-callers-own", "TraceParent: the-callers-own", "x-canary: always")
                .noneMatch(line -> line.startsWith("x-request-id") || line.startsWith("tracestate"));
    }

    @Test
    void replacesTheCallersIfConfigured() {
        ProducerRecord<String, String> record = record();
        add(record, "X-Request-ID", "the-callers-own");
        add(record, "X-Request-Id", "another");
        CapturedHeaders headers = Headers.captured(Headers.RULES.replacing(true), Headers.mapOfRequest(1));
        assertThat(sent(headers, record))
                .filteredOn(line -> line.toLowerCase(Locale.ROOT).startsWith("x-request-id"))
                .containsExactly("x-request-id: " + Headers.requestId(1));
    }

    @Test
    void theCallersRecordIsNotChangedAndOnlyHeadersAreAdded() {
        ProducerRecord<String, String> record = new ProducerRecord<>("topic", 3, 17L, "key", "value");
        ((RecordHeaders) record.headers()).setReadOnly();
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            ProducerRecord<String, String> sent = interceptor("127.0.0.1:9092").onSend(record);
            assertThat(record.headers()).isEmpty();
            assertThat(sent.headers()).isNotEmpty();
            assertThat(sent.topic()).isEqualTo("topic");
            assertThat(sent.partition()).isEqualTo(3);
            assertThat(sent.timestamp()).isEqualTo(17L);
            assertThat(sent.key()).isEqualTo("key");
            assertThat(sent.value()).isEqualTo("value");
        }
    }

    @Test
    void aHeaderWithoutAValueStays() {
        ProducerRecord<String, String> record = record();
        record.headers().add("empty", null);
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            assertThat(interceptor("127.0.0.1:9092")
                            .onSend(record)
                            .headers()
                            .lastHeader("empty")
                            .value())
                    .isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka.svc.cluster.local:9092",
                "kafka.svc.cluster.local:9092,partner.example.com:9092",
                "SASL_SSL://kafka.svc.cluster.local:9092",
                "CLIENTS-IN.mesh://kafka.svc.cluster.local:9092"
            })
    void theFirstBootstrapServerHasToBeADestination(String servers) {
        assertThat(carries(servers, "kafka.svc.cluster.local:9092")).isTrue();
        assertThat(carries(servers, ".svc.cluster.local")).isTrue();
        assertThat(carries(servers, "kafka.svc.cluster.local:9093")).isFalse();
        assertThat(carries(servers, "partner.example.com")).isFalse();
    }

    @Test
    void bootstrapServersCanBeAListAndWithoutAnyNothingIsSent() {
        assertThat(carries(List.of("[::1]:9092", "partner.example.com:9092"), "[::1]"))
                .isTrue();
        assertThat(carries(List.of("partner.example.com:9092", "[::1]:9092"), "[::1]"))
                .isFalse();
        assertThat(carries("not a host", "not a host", "not")).isFalse();
        assertThat(carries(List.of(), "localhost")).isFalse();
        HeaderPropagationProducerInterceptor<String, String> without = new HeaderPropagationProducerInterceptor<>();
        without.configure(Map.of());
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            assertThat(without.onSend(record()).headers()).isEmpty();
        }
    }

    private static boolean carries(Object servers, String... destinations) {
        CapturedHeaders headers =
                destinations[0].contains(" ") ? Headers.ofRequest(1) : Headers.ofRequestOnlyTo(1, destinations);
        try (Scope scope = headers.makeCurrent()) {
            return interceptor(servers).onSend(record()).headers().iterator().hasNext();
        }
    }

    private static HeaderPropagationProducerInterceptor<String, String> interceptor(Object servers) {
        HeaderPropagationProducerInterceptor<String, String> interceptor = new HeaderPropagationProducerInterceptor<>();
        interceptor.configure(Map.of("bootstrap.servers", servers));
        return interceptor;
    }

    private static ProducerRecord<String, String> record() {
        return new ProducerRecord<>("topic", "value");
    }

    private static void add(ProducerRecord<String, String> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> sent(CapturedHeaders headers, ProducerRecord<String, String> record) {
        List<String> lines = new ArrayList<>();
        try (Scope scope = headers.makeCurrent()) {
            for (Header header : interceptor("127.0.0.1:9092").onSend(record).headers()) {
                lines.add(header.key() + ": " + new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        assertThat(CapturedHeaders.current()).isSameAs(CapturedHeaders.none());
        return lines;
    }
}
