// SPDX-License-Identifier: Apache-2.0
package io.headerhop.kafka.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderPropagation;
import io.headerhop.Scope;
import io.headerhop.kafka.HeaderPropagationRecordInterceptor;
import io.headerhop.kafka.HeaderPropagationRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.kafka.listener.RecordInterceptor;
import org.springframework.scheduling.concurrent.ConcurrentTaskExecutor;
import org.springframework.util.backoff.FixedBackOff;

/** Listeners of Spring for Apache Kafka, through a broker. */
class SpringTest {
    private static final int RECORDS = 250;
    private static final Broker BROKER = Broker.instance();

    private final DefaultKafkaProducerFactory<String, String> producers =
            new DefaultKafkaProducerFactory<>(BROKER.producerSettings());
    private final KafkaTemplate<String, String> template = new KafkaTemplate<>(producers);
    private final List<ConcurrentMessageListenerContainer<String, String>> containers = new ArrayList<>();

    @AfterEach
    void stop() {
        containers.forEach(container -> container.stop());
        producers.destroy();
    }

    /** A listener on three threads that sends on to another topic, whose listener says what it finds. */
    @Test
    void eachOfManyRecordsIsLinkedThroughTwoListeners() throws Exception {
        String orders = BROKER.topic();
        String deliveries = BROKER.topic();
        Map<String, String> seen = new ConcurrentHashMap<>();
        BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
        listen(new ContainerProperties(orders), (MessageListener<String, String>)
                record -> template.send(deliveries, record.key(), record.value() + " " + Broker.currentId()));
        listen(new ContainerProperties(deliveries), (MessageListener<String, String>) record -> {
            seen.put(record.key(), record.value() + " " + Broker.currentId());
            arrived.add(record.key());
        });
        for (int i = 0; i < RECORDS; i++) {
            String id = ClientsTest.id(i);
            try (Scope scope = Broker.request(id).makeCurrent()) {
                template.send(orders, "key-" + i, id);
            }
        }
        for (int i = 0; i < RECORDS; i++) {
            assertThat(arrived.poll(30, TimeUnit.SECONDS)).isNotNull();
        }
        for (int i = 0; i < RECORDS; i++) {
            String id = ClientsTest.id(i);
            assertThat(seen.get("key-" + i)).isEqualTo(id + " " + id + " " + id);
        }
    }

    /** Nor anything after a failure: Spring tells a record's end to interceptors only if all went well. */
    @Test
    void aFailureIsHandledWithTheHeadersAndLeavesNothing() throws Exception {
        String topic = BROKER.topic();
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        var container = container(new ContainerProperties(topic), (MessageListener<String, String>) record -> {
            if (!record.value().equals("probe")) {
                throw new IllegalStateException("on purpose");
            }
            seen.add("probe " + Broker.currentId());
        });
        container.setConcurrency(1);
        container.setCommonErrorHandler(new DefaultErrorHandler(
                (record, failure) -> seen.add("given up " + Broker.currentId()), new FixedBackOff(0, 1)));
        start(container);
        try (Scope scope = Broker.request("failing").makeCurrent()) {
            template.send(topic, "failing");
        }
        template.send(topic, "probe");
        assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo("given up failing");
        assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo("probe nothing");
    }

    /** Spring then stops the container; its thread may go back to a pool. */
    @Test
    void anErrorLeavesNothingOnTheThread() throws Exception {
        String topic = BROKER.topic();
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        ExecutorService pool = Executors.newSingleThreadExecutor(task -> new Thread(task, "pooled"));
        try {
            var container = container(new ContainerProperties(topic), (MessageListener<String, String>) record -> {
                seen.add(Thread.currentThread().getName() + " " + Broker.currentId());
                throw new AssertionError("on purpose");
            });
            container.getContainerProperties().setListenerTaskExecutor(new ConcurrentTaskExecutor(pool));
            // Where its thread has died, it waits for it in vain.
            container.getContainerProperties().setShutdownTimeout(500);
            container.setConcurrency(1);
            start(container);
            try (Scope scope = Broker.request("failing").makeCurrent()) {
                template.send(topic, "failing");
            }
            assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo("pooled failing");
            assertThat(pool.submit(Broker::currentId).get(30, TimeUnit.SECONDS)).isEqualTo("nothing");
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void betweenTwoPollsNothingIsCurrentOnTheListenersThread() throws Exception {
        String topic = BROKER.topic();
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        HeaderPropagationRecordInterceptor<String, String> interceptor = interceptor();
        var container = container(new ContainerProperties(topic), (MessageListener<String, String>)
                record -> seen.add(Broker.currentId()));
        container.setConcurrency(1);
        container.setRecordInterceptor(new Looking(interceptor, seen));
        start(container);
        try (Scope scope = Broker.request("own").makeCurrent()) {
            template.send(topic, "value");
        }
        assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo("own");
        assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo("after the poll: nothing");
    }

    /** Looks after the real one has been told of the end. */
    private record Looking(HeaderPropagationRecordInterceptor<String, String> real, BlockingQueue<String> seen)
            implements RecordInterceptor<String, String> {
        @Override
        public ConsumerRecord<String, String> intercept(
                ConsumerRecord<String, String> record, Consumer<String, String> consumer) {
            return real.intercept(record, consumer);
        }

        @Override
        public void afterRecord(ConsumerRecord<String, String> record, Consumer<String, String> consumer) {
            real.afterRecord(record, consumer);
            seen.add("after the poll: " + Broker.currentId());
        }

        @Override
        public void clearThreadState(Consumer<?, ?> consumer) {
            real.clearThreadState(consumer);
        }
    }

    @Test
    void inABatchNothingIsCurrentAndEachRecordCanBeAskedForItsOwn() throws Exception {
        String topic = BROKER.topic();
        HeaderPropagationRecords records = new HeaderPropagationRecords(HeaderPropagation.istio());
        BlockingQueue<String> wrong = new LinkedBlockingQueue<>();
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        for (int i = 0; i < 20; i++) {
            String id = ClientsTest.id(i);
            try (Scope scope = Broker.request(id).makeCurrent()) {
                template.send(topic, 0, "key", id).get(30, TimeUnit.SECONDS);
            }
        }
        listen(new ContainerProperties(topic), (BatchMessageListener<String, String>) batch -> {
            if (CapturedHeaders.current() != CapturedHeaders.none()) {
                wrong.add(Broker.currentId());
            }
            for (ConsumerRecord<String, String> record : batch) {
                try (Scope scope = records.capture(record).makeCurrent()) {
                    seen.add(record.value() + " " + Broker.currentId());
                }
            }
        });
        for (int i = 0; i < 20; i++) {
            String id = ClientsTest.id(i);
            assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo(id + " " + id);
        }
        assertThat(wrong).isEmpty();
    }

    private static HeaderPropagationRecordInterceptor<String, String> interceptor() {
        return new HeaderPropagationRecordInterceptor<>(HeaderPropagation.istio());
    }

    private void listen(ContainerProperties properties, Object listener) {
        start(container(properties, listener));
    }

    private ConcurrentMessageListenerContainer<String, String> container(
            ContainerProperties properties, Object listener) {
        properties.setMessageListener(listener);
        properties.setListenerTaskExecutor(new SimpleAsyncTaskExecutor("listener-"));
        var container = new ConcurrentMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<String, String>(BROKER.consumerSettings()), properties);
        container.setConcurrency(3);
        container.setRecordInterceptor(interceptor());
        return container;
    }

    private void start(ConcurrentMessageListenerContainer<String, String> container) {
        containers.add(container);
        container.start();
    }
}
