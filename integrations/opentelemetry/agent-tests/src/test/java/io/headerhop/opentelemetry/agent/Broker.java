// SPDX-License-Identifier: Apache-2.0
package io.headerhop.opentelemetry.agent;

import java.util.Map;
import org.springframework.kafka.test.EmbeddedKafkaBroker;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** One real broker of Kafka, in the tests' JVM, without the agent. */
final class Broker implements AutoCloseable {
    private final EmbeddedKafkaBroker broker = new EmbeddedKafkaKraftBroker(1, 1, "calls");

    Broker() {
        broker.brokerProperties(Map.of(
                "offsets.topic.num.partitions", "1",
                // Consumers are waited for.
                "group.initial.rebalance.delay.ms", "0",
                // On a busy machine it would be taken for dead after 9 seconds.
                "broker.session.timeout.ms", "60000"));
        broker.afterPropertiesSet();
    }

    String address() {
        return broker.getBrokersAsString();
    }

    @Override
    public void close() {
        broker.destroy();
    }
}
