// SPDX-License-Identifier: Apache-2.0
package io.headerhop.opentelemetry.agent.program;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends a record with a URL, which a consumer calls: two hops in one. */
final class Kafka {
    private static final String BROKER = System.getProperty("broker", "");
    private static final String TOPIC = "calls";
    private static final KafkaProducer<String, String> PRODUCER =
            new KafkaProducer<>(Map.of("bootstrap.servers", BROKER), new StringSerializer(), new StringSerializer());
    private static final Map<String, CompletableFuture<Integer>> ANSWERS = new ConcurrentHashMap<>();

    static {
        Thread consumer = new Thread(Kafka::consume, "consumer");
        consumer.setDaemon(true);
        consumer.start();
    }

    private Kafka() {}

    static int call(Query query, String to) throws Exception {
        return send(message(query, to));
    }

    static ProducerRecord<String, String> message(Query query, String to) {
        ProducerRecord<String, String> message =
                new ProducerRecord<>(TOPIC, UUID.randomUUID().toString(), to);
        query.own().forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return message;
    }

    static int send(ProducerRecord<String, String> message) throws Exception {
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        ANSWERS.put(message.key(), answer);
        PRODUCER.send(message).get(30, TimeUnit.SECONDS);
        return answer.get(30, TimeUnit.SECONDS);
    }

    private static void consume() {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", BROKER, "group.id", "calls", "auto.offset.reset", "earliest");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(TOPIC));
            while (true) {
                for (ConsumerRecord<String, String> message : consumer.poll(Duration.ofSeconds(1))) {
                    int status = Clients.call(new Query("jdk", message.value(), Map.of()));
                    ANSWERS.remove(message.key()).complete(status);
                }
            }
        }
    }
}
