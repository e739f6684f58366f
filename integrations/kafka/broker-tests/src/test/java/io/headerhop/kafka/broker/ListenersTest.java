// SPDX-License-Identifier: Apache-2.0
package io.headerhop.kafka.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.HeaderPropagation;
import io.headerhop.Scope;
import io.headerhop.kafka.HeaderPropagationRecordInterceptor;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.annotation.EnableKafka;
import org.springframework.kafka.annotation.EnableKafkaRetryTopic;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.retrytopic.RetryTopicConfiguration;
import org.springframework.kafka.retrytopic.RetryTopicConfigurationBuilder;
import org.springframework.kafka.transaction.KafkaTransactionManager;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.util.backoff.FixedBackOff;

/** What Spring does by itself with a record: it tries again later, gives up, replies, or ends a transaction. */
class ListenersTest {
    private static final Broker BROKER = Broker.instance();
    private static final BlockingQueue<String> SEEN = new LinkedBlockingQueue<>();
    private static final KafkaTemplate<String, String> TRANSACTIONAL = transactional();
    private static final AnnotationConfigApplicationContext SPRING =
            new AnnotationConfigApplicationContext(Application.class);

    private static KafkaTemplate<String, String> transactional() {
        Map<String, Object> settings = BROKER.producerSettings();
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "transaction-");
        return new KafkaTemplate<>(new DefaultKafkaProducerFactory<>(settings));
    }

    @Configuration
    @EnableKafka
    @EnableKafkaRetryTopic
    static class Application {
        @Bean
        DefaultKafkaProducerFactory<String, String> producers() {
            return new DefaultKafkaProducerFactory<>(BROKER.producerSettings());
        }

        @Bean
        KafkaTemplate<String, String> template(DefaultKafkaProducerFactory<String, String> producers) {
            return new KafkaTemplate<>(producers);
        }

        @Bean
        ConcurrentKafkaListenerContainerFactory<String, String> kafkaListenerContainerFactory(
                KafkaTemplate<String, String> template) {
            ConcurrentKafkaListenerContainerFactory<String, String> containers = containers();
            containers.setReplyTemplate(template);
            return containers;
        }

        @Bean
        ConcurrentKafkaListenerContainerFactory<String, String> givesUp(KafkaTemplate<String, String> template) {
            ConcurrentKafkaListenerContainerFactory<String, String> containers = containers();
            containers.setCommonErrorHandler(new DefaultErrorHandler(
                    new DeadLetterPublishingRecoverer(template, (record, failure) -> new TopicPartition("dead", 0)),
                    new FixedBackOff(0, 1)));
            return containers;
        }

        @Bean
        ConcurrentKafkaListenerContainerFactory<String, String> inTransactions() {
            ConcurrentKafkaListenerContainerFactory<String, String> containers = containers();
            containers
                    .getContainerProperties()
                    .setKafkaAwareTransactionManager(new KafkaTransactionManager<>(TRANSACTIONAL.getProducerFactory()));
            return containers;
        }

        private static ConcurrentKafkaListenerContainerFactory<String, String> containers() {
            Map<String, Object> settings = BROKER.consumerSettings();
            settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
            ConcurrentKafkaListenerContainerFactory<String, String> containers =
                    new ConcurrentKafkaListenerContainerFactory<>();
            containers.setConsumerFactory(new DefaultKafkaConsumerFactory<>(settings));
            containers.setRecordInterceptor(new HeaderPropagationRecordInterceptor<>(HeaderPropagation.istio()));
            return containers;
        }

        @Bean
        RetryTopicConfiguration retries(KafkaTemplate<String, String> template) {
            return RetryTopicConfigurationBuilder.newInstance()
                    .includeTopic("retried")
                    .fixedBackOff(100)
                    .maxAttempts(3)
                    .dltHandlerMethod("listeners", "afterRetries")
                    .create(template);
        }

        @Bean
        TaskScheduler scheduler() {
            return new ThreadPoolTaskScheduler();
        }

        @Bean
        Listeners listeners() {
            return new Listeners();
        }
    }

    static class Listeners {
        private int attempts;

        @KafkaListener(id = "retried", topics = "retried")
        void retried(ConsumerRecord<String, String> record) {
            SEEN.add("attempt: " + Broker.currentId());
            if (!record.value().equals("probe")) {
                throw new IllegalStateException("on purpose");
            }
        }

        public void afterRetries(ConsumerRecord<String, String> record) {
            SEEN.add("after all attempts: " + Broker.currentId());
        }

        @KafkaListener(id = "asked", topics = "asked")
        @SendTo("answers")
        String asked(ConsumerRecord<String, String> record) {
            SEEN.add("asked: " + Broker.currentId());
            return "answer";
        }

        @KafkaListener(id = "answers", topics = "answers")
        void answered(ConsumerRecord<String, String> record) {
            SEEN.add("answered: " + Broker.currentId());
        }

        @KafkaListener(id = "given-up", topics = "given-up", containerFactory = "givesUp")
        void givenUp(ConsumerRecord<String, String> record) {
            throw new IllegalStateException("on purpose");
        }

        @KafkaListener(id = "dead", topics = "dead")
        void dead(ConsumerRecord<String, String> record) {
            SEEN.add("dead: " + Broker.currentId());
        }

        @KafkaListener(id = "in-transaction", topics = "in-transaction", containerFactory = "inTransactions")
        void inTransaction(ConsumerRecord<String, String> record) {
            TRANSACTIONAL.send("committed", "from transaction");
            SEEN.add("in transaction: " + Broker.currentId());
            if (++attempts == 1) {
                throw new IllegalStateException("on purpose");
            }
        }

        @KafkaListener(id = "committed", topics = "committed")
        void committed(ConsumerRecord<String, String> record) {
            SEEN.add("committed: " + Broker.currentId());
        }

        @KafkaListener(id = "later", topics = "later")
        CompletableFuture<String> later(ConsumerRecord<String, String> record) {
            SEEN.add("later: " + Broker.currentId());
            return CompletableFuture.supplyAsync(() -> "later: " + Broker.currentId())
                    .whenComplete((found, failure) -> SEEN.add(found));
        }
    }

    @AfterAll
    static void stop() {
        SPRING.close();
    }

    @Test
    void everyAttemptAndTheDeadLetterTopicHaveThoseOfTheRecord() throws Exception {
        send("retried", "own");
        assertSeen("attempt: own", "attempt: own", "attempt: own", "after all attempts: own");
        sendWithout("retried", "probe");
        assertSeen("attempt: nothing");
    }

    @Test
    void aReplyIsLinked() throws Exception {
        send("asked", "own");
        assertSeen("asked: own", "answered: own");
        sendWithout("asked", "probe");
        assertSeen("asked: nothing", "answered: nothing");
    }

    @Test
    void whatIsGivenUpIsLinked() throws Exception {
        send("given-up", "own");
        assertSeen("dead: own");
        sendWithout("given-up", "value");
        assertSeen("dead: nothing");
    }

    /** The first is rolled back. */
    @Test
    void recordsOfATransactionAreLinked() throws Exception {
        send("in-transaction", "own");
        assertSeen("in transaction: own", "in transaction: own", "committed: own");
        sendWithout("in-transaction", "value");
        assertSeen("in transaction: nothing", "committed: nothing");
    }

    @Test
    void ofAListenerThatReturnsAFutureOnlyItsOwnThreadHasThem() throws Exception {
        send("later", "own");
        assertSeen("later: own", "later: nothing");
        sendWithout("later", "value");
        assertSeen("later: nothing", "later: nothing");
    }

    private static void assertSeen(String... lines) throws Exception {
        for (String line : lines) {
            assertThat(SEEN.poll(30, TimeUnit.SECONDS)).isEqualTo(line);
        }
    }

    private static void send(String topic, String id) throws Exception {
        try (Scope scope = Broker.request(id).makeCurrent()) {
            sendWithout(topic, id);
        }
    }

    @SuppressWarnings("unchecked")
    private static void sendWithout(String topic, String value) throws Exception {
        SPRING.getBean("template", KafkaTemplate.class)
                .send(new ProducerRecord<>(topic, value))
                .get(30, TimeUnit.SECONDS);
    }
}
