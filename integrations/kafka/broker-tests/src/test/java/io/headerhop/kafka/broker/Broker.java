// SPDX-License-Identifier: Apache-2.0
package io.headerhop.kafka.broker;

import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderPropagation;
import io.headerhop.kafka.HeaderPropagationProducerInterceptor;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.kafka.test.EmbeddedKafkaBroker;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** One real broker, in this JVM, for all tests; each takes topics of its own. */
final class Broker {
    private static final Broker INSTANCE = new Broker();

    private final EmbeddedKafkaBroker broker = new EmbeddedKafkaKraftBroker(1, 4);
    private final AtomicInteger topics = new AtomicInteger();

    private Broker() {
        broker.brokerProperties(Map.of(
                // Transactions need these.
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                // On a busy machine, 50 partitions each keep the broker from everything else for a while.
                "transaction.state.log.num.partitions", "1",
                "offsets.topic.num.partitions", "1",
                // And it would be taken for dead, with all of its partitions, after 9 seconds.
                "broker.session.timeout.ms", "60000"));
        broker.afterPropertiesSet();
        Runtime.getRuntime().addShutdownHook(new Thread(broker::destroy));
    }

    static Broker instance() {
        return INSTANCE;
    }

    String topic() {
        String topic = "topic-" + topics.incrementAndGet();
        broker.addTopics(topic);
        return topic;
    }

    Map<String, Object> producerSettings() {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.getBrokersAsString());
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        settings.put(ProducerConfig.INTERCEPTOR_CLASSES_CONFIG, HeaderPropagationProducerInterceptor.class.getName());
        // Seldom a request stays without an answer. With Kafka's 30 seconds, the test would be over before the next
        // try.
        // If none is answered, Kafka itself says why before the test's patience ends.
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 25_000);
        return settings;
    }

    Map<String, Object> consumerSettings() {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.getBrokersAsString());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, "group-" + topics.incrementAndGet());
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        return settings;
    }

    /** The headers of a request, or none. */
    static CapturedHeaders request(String id) {
        HeaderPropagation rules = HeaderPropagation.istio();
        return id.equals("nothing") ? rules.capture(Map.of()) : rules.capture(Map.of("x-request-id", id));
    }

    static String currentId() {
        String id = CapturedHeaders.current().first("x-request-id");
        return id == null ? "nothing" : id;
    }
}
