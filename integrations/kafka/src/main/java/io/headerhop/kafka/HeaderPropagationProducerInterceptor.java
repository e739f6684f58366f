// SPDX-License-Identifier: Apache-2.0
package io.headerhop.kafka;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.spi.Address;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Makes each record of a producer carry the headers that are current where {@code send} is called. Kafka makes the
 * instance itself, from the producer's configuration:
 *
 * <pre>{@code
 * settings.put(ProducerConfig.INTERCEPTOR_CLASSES_CONFIG, HeaderPropagationProducerInterceptor.class.getName());
 * }</pre>
 *
 * <p>The host that has to be among the destinations is the first of {@code bootstrap.servers}. Thread-safe.
 *
 * @param <K> the type of the producer's keys
 * @param <V> the type of its values
 */
public final class HeaderPropagationProducerInterceptor<K, V> implements ProducerInterceptor<K, V> {
    // Written before Kafka hands out the producer.
    private volatile @Nullable Address broker;

    /** For Kafka. */
    public HeaderPropagationProducerInterceptor() {}

    @Override
    public void configure(Map<String, ?> settings) {
        broker = brokerIn(settings.get("bootstrap.servers"));
        Adapters.outbound("Kafka producer");
    }

    /** Null if no host is known for certain, and then nothing may be sent. */
    private static @Nullable Address brokerIn(@Nullable Object servers) {
        Object first = servers instanceof Collection<?> all && !all.isEmpty()
                ? all.iterator().next()
                : servers;
        if (first == null) {
            return null;
        }
        String address = first.toString().split(",", 2)[0].strip();
        // Kafka allows PLAINTEXT://host:9092, too.
        try {
            return Address.of(new URI("kafka://" + address.replaceFirst("^[\\w.%-]+://", "")));
        } catch (URISyntaxException e) {
            return null;
        }
    }

    @Override
    public ProducerRecord<K, V> onSend(ProducerRecord<K, V> record) {
        Address address = broker;
        if (address == null) {
            return record;
        }
        CapturedHeaders headers = CapturedHeaders.current();
        ProducerRecord<K, V> sent = Adapters.areNothing(headers) ? record : copyOf(record);
        Adapters.inject(headers, address, sent.headers(), RecordWriter.INSTANCE);
        return sent;
    }

    /** The caller may send its own once more. */
    private static <K, V> ProducerRecord<K, V> copyOf(ProducerRecord<K, V> record) {
        return new ProducerRecord<>(
                record.topic(), record.partition(), record.timestamp(), record.key(), record.value(), record.headers());
    }

    @Override
    public void onAcknowledgement(@Nullable RecordMetadata metadata, @Nullable Exception failure) {}

    @Override
    public void close() {}
}
