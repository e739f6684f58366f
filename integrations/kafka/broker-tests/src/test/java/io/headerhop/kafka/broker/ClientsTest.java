// SPDX-License-Identifier: Apache-2.0
package io.headerhop.kafka.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderPropagation;
import io.headerhop.Scope;
import io.headerhop.kafka.HeaderPropagationRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Kafka's own clients, through a broker. */
class ClientsTest {
    private static final int RECORDS = 250;
    private static final Broker BROKER = Broker.instance();

    private final HeaderPropagationRecords records = new HeaderPropagationRecords(HeaderPropagation.istio());

    /** From 16 threads; in a batch, the records of many requests come together. */
    @Test
    void eachRecordOfABatchHasTheHeadersOfWhoeverSentIt() throws Exception {
        String topic = BROKER.topic();
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try (Producer<String, String> producer = new KafkaProducer<>(BROKER.producerSettings())) {
            List<Future<?>> sent = new ArrayList<>();
            for (int i = 0; i < RECORDS; i++) {
                String id = id(i);
                ProducerRecord<String, String> record = new ProducerRecord<>(topic, "key-" + i, id);
                sent.add(threads.submit(() -> {
                    try (Scope scope = Broker.request(id).makeCurrent()) {
                        return producer.send(record).get(30, TimeUnit.SECONDS);
                    }
                }));
            }
            for (Future<?> one : sent) {
                one.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }

        Map<String, String> seen = new TreeMap<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(BROKER.consumerSettings())) {
            consumer.subscribe(List.of(topic));
            while (seen.size() < RECORDS) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
                    try (Scope scope = records.capture(record).makeCurrent()) {
                        assertThat(Broker.currentId()).isEqualTo(record.value());
                        seen.put(record.key(), record.value());
                    }
                    assertThat(CapturedHeaders.current()).isSameAs(CapturedHeaders.none());
                }
            }
        }
        assertThat(seen.values().stream().filter(id -> !id.equals("nothing")).distinct())
                .hasSize(RECORDS * 4 / 5);
    }

    /** What an application sends once more, it sends for whoever does so. */
    @Test
    void aRecordThatIsSentAgainCarriesWhatIsCurrentThen() throws Exception {
        String topic = BROKER.topic();
        ProducerRecord<String, String> record = new ProducerRecord<>(topic, 0, "key", "value");
        try (Producer<String, String> producer = new KafkaProducer<>(BROKER.producerSettings())) {
            for (String id : List.of("first", "second", "nothing")) {
                try (Scope scope = Broker.request(id).makeCurrent()) {
                    producer.send(record).get(30, TimeUnit.SECONDS);
                }
            }
        }
        List<String> seen = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(BROKER.consumerSettings())) {
            consumer.subscribe(List.of(topic));
            while (seen.size() < 3) {
                for (ConsumerRecord<String, String> received : consumer.poll(Duration.ofSeconds(1))) {
                    try (Scope scope = records.capture(received).makeCurrent()) {
                        seen.add(Broker.currentId());
                    }
                }
            }
        }
        assertThat(seen).containsExactly("first", "second", "nothing");
    }

    /** The producer's callbacks run on its own thread. */
    @Test
    void aCallbackHasTheHeadersOnlyIfTheyAreHandedOver() throws Exception {
        String topic = BROKER.topic();
        try (Producer<String, String> producer = new KafkaProducer<>(BROKER.producerSettings());
                Scope scope = Broker.request("own").makeCurrent()) {
            List<String> seen = Collections.synchronizedList(new ArrayList<>());
            producer.send(new ProducerRecord<>(topic, "value"), (metadata, failure) -> seen.add(Broker.currentId()))
                    .get(30, TimeUnit.SECONDS);
            CapturedHeaders headers = CapturedHeaders.current();
            producer.send(
                            new ProducerRecord<>(topic, "value"),
                            (metadata, failure) -> headers.wrap(() -> seen.add(Broker.currentId()))
                                    .run())
                    .get(30, TimeUnit.SECONDS);
            producer.flush();
            assertThat(seen).containsExactly("nothing", "own");
        }
    }

    static String id(int i) {
        return i % 5 == 4 ? "nothing" : "id-" + i;
    }
}
