// SPDX-License-Identifier: Apache-2.0
package io.headerhop.kafka.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.Scope;
import io.headerhop.kafka.HeaderPropagationProducerInterceptor;
import io.headerhop.kafka.HeaderPropagationRecordInterceptor;
import io.headerhop.kafka.HeaderPropagationRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.listener.MessageListener;

/** The lines of the README. */
class ReadmeTest {
    private static final Broker BROKER = Broker.instance();

    private final String topic = BROKER.topic();
    private final List<String> worked = new ArrayList<>();

    @Test
    void aProducerAndAConsumer() throws Exception {
        send();
        HeaderPropagationRecords records = new HeaderPropagationRecords();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(BROKER.consumerSettings())) {
            consumer.subscribe(List.of(topic));
            while (worked.isEmpty()) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
                    try (Scope scope = records.capture(record).makeCurrent()) {
                        work(record);
                    }
                }
            }
        }
        assertThat(worked).containsExactly("own");
    }

    private void work(ConsumerRecord<String, String> record) {
        worked.add(Broker.currentId());
    }

    @Test
    void aListenerOfSpring() throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        ContainerProperties properties = new ContainerProperties(topic);
        properties.setMessageListener((MessageListener<String, String>) record -> seen.add(Broker.currentId()));
        KafkaMessageListenerContainer<String, String> container = new KafkaMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<>(BROKER.consumerSettings()), properties);
        container.setRecordInterceptor(new HeaderPropagationRecordInterceptor<>());
        container.start();
        try {
            send();
            assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo("own");
        } finally {
            container.stop();
        }
    }

    private void send() throws Exception {
        Map<String, Object> settings = BROKER.producerSettings();
        settings.put(ProducerConfig.INTERCEPTOR_CLASSES_CONFIG, HeaderPropagationProducerInterceptor.class.getName());
        try (Producer<String, String> producer = new KafkaProducer<>(settings);
                Scope scope = Broker.request("own").makeCurrent()) {
            producer.send(new ProducerRecord<>(topic, "value")).get(30, TimeUnit.SECONDS);
        }
    }
}
