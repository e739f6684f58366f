// SPDX-License-Identifier: Apache-2.0
package io.headerhop.kafka;

import io.headerhop.HeaderPropagation;
import io.headerhop.Scope;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.listener.RecordInterceptor;

/**
 * For Spring for Apache Kafka: makes the headers of a record current while its listener runs, and while its failure is
 * handled. Spring Boot takes it from a bean; without Boot it is set on the listener container factory. In a batch
 * listener nothing is current, since the batch holds the records of many requests: see
 * {@link HeaderPropagationRecords}. Thread-safe; one instance can serve all containers.
 *
 * @param <K> the type of the records' keys
 * @param <V> the type of their values
 */
public final class HeaderPropagationRecordInterceptor<K, V> implements RecordInterceptor<K, V> {
    // A listener's thread belongs to one container.
    private static final ThreadLocal<@Nullable Scope> OPEN = new ThreadLocal<>();

    private final HeaderPropagationRecords records;

    /**
     * Configured by {@linkplain HeaderPropagation#fromEnvironment() the environment}.
     *
     * @throws IllegalArgumentException if the environment has a wrong setting
     */
    public HeaderPropagationRecordInterceptor() {
        this(HeaderPropagation.fromEnvironment());
    }

    /** Captures what the given configuration says. */
    public HeaderPropagationRecordInterceptor(HeaderPropagation propagation) {
        records = new HeaderPropagationRecords(propagation);
    }

    @Override
    public ConsumerRecord<K, V> intercept(ConsumerRecord<K, V> record, Consumer<K, V> consumer) {
        // Of a record whose end Spring did not tell.
        end();
        OPEN.set(records.capture(record).makeCurrent());
        return record;
    }

    @Override
    public void afterRecord(ConsumerRecord<K, V> record, Consumer<K, V> consumer) {
        end();
    }

    /** Spring calls this after each poll, whatever happened to its records. */
    @Override
    public void clearThreadState(Consumer<?, ?> consumer) {
        end();
    }

    private void end() {
        Scope scope = OPEN.get();
        if (scope != null) {
            OPEN.remove();
            scope.close();
        }
    }
}
