// SPDX-License-Identifier: Apache-2.0
package io.headerhop.kafka;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderPropagation;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Captures the headers of consumed records. A batch holds the records of many requests, so each has its own, for as
 * long as it is worked on:
 *
 * <pre>{@code
 * for (ConsumerRecord<String, String> record : consumer.poll(timeout)) {
 *     try (Scope scope = records.capture(record).makeCurrent()) {
 *         handle(record);
 *     }
 * }
 * }</pre>
 *
 * <p>Immutable. For listeners of Spring for Apache Kafka there is {@link HeaderPropagationRecordInterceptor}.
 */
public final class HeaderPropagationRecords {
    private final HeaderPropagation propagation;

    /**
     * Configured by {@linkplain HeaderPropagation#fromEnvironment() the environment}.
     *
     * @throws IllegalArgumentException if the environment has a wrong setting
     */
    public HeaderPropagationRecords() {
        this(HeaderPropagation.fromEnvironment());
    }

    /** Captures what the given configuration says. */
    public HeaderPropagationRecords(HeaderPropagation propagation) {
        this.propagation = Objects.requireNonNull(propagation);
        Adapters.inbound("Kafka consumer", propagation);
    }

    /** The headers that came with this record; the record is not changed. */
    public CapturedHeaders capture(ConsumerRecord<?, ?> record) {
        return Adapters.capture(propagation, record.headers(), RecordReader.INSTANCE);
    }
}
