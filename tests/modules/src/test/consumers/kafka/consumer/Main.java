// SPDX-License-Identifier: Apache-2.0
package consumer;

import io.headerhop.HeaderPropagation;
import io.headerhop.Scope;
import io.headerhop.kafka.HeaderPropagationProducerInterceptor;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Prints what a record carries that a producer would send. */
public final class Main {
    public static void main(String[] arguments) {
        HeaderPropagationProducerInterceptor<String, String> interceptor = new HeaderPropagationProducerInterceptor<>();
        interceptor.configure(Map.of("bootstrap.servers", "kafka:9092"));
        try (Scope scope =
                HeaderPropagation.istio().capture(Map.of("b3", "0")).makeCurrent()) {
            byte[] value = interceptor
                    .onSend(new ProducerRecord<>("topic", "value"))
                    .headers()
                    .lastHeader("b3")
                    .value();
            System.out.println("carried " + new String(value, StandardCharsets.UTF_8));
        }
        interceptor.close();
    }
}
