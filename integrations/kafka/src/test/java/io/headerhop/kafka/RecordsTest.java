// SPDX-License-Identifier: Apache-2.0
package io.headerhop.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.contract.Headers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** What is captured from a record; with a broker: see the module broker-tests. */
class RecordsTest {
    private final HeaderPropagationRecords records = new HeaderPropagationRecords(Headers.RULES);
    private final ConsumerRecord<String, String> record = new ConsumerRecord<>("topic", 0, 0, "key", "value");

    @Test
    void namesMatchInAnyCaseAndValuesKeepTheirOrder() {
        add("X-Request-ID", Headers.requestId(1));
        add("baggage", "a=1");
        add("Baggage", "b=2");
        add("x-tenant-name", "blue");
        add("x-other", "1");
        CapturedHeaders headers = records.capture(record);
        assertThat(headers.names()).containsExactlyInAnyOrder("x-request-id", "baggage", "x-tenant-name");
        assertThat(headers.first("x-request-id")).isEqualTo(Headers.requestId(1));
        assertThat(headers.values("baggage")).isEqualTo(List.of("a=1", "b=2"));
    }

    @Test
    void ofASingleValueTheFirstCounts() {
        add("x-request-id", Headers.requestId(1));
        add("x-request-id", Headers.requestId(2));
        assertThat(records.capture(record).values("x-request-id")).containsExactly(Headers.requestId(1));
    }

    @Test
    void whatNoCallCouldCarryIsLeftOut() {
        record.headers().add("x-canary", new byte[] {'a', '\n', 'b'});
        record.headers().add("x-tenant-name", new byte[] {(byte) 0xFF, (byte) 0xFE});
        record.headers().add("baggage", null);
        record.headers().add("tracestate", new byte[0]);
        add("b3", "0");
        assertThat(records.capture(record).names()).containsExactly("b3");
    }

    @Test
    void ofTheTwoFormsOfB3TheFreshOneIsCarried() {
        add("b3", Headers.TRACE_ID + "-00000000000000aa-1");
        add("x-b3-traceid", Headers.TRACE_ID);
        add("x-b3-spanid", "00000000000000bb");
        add("x-b3-parentspanid", "00000000000000aa");
        assertThat(records.capture(record).names()).containsExactly("x-b3-traceid", "x-b3-spanid", "x-b3-parentspanid");
    }

    @Test
    void nothingIsCapturedWhereNothingCame() {
        assertThat(records.capture(record).isEmpty()).isTrue();
    }

    private void add(String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
