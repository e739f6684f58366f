// SPDX-License-Identifier: Apache-2.0
package io.headerhop.kafka;

import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The headers of a record as lines of text. Kafka tells names apart by case; here, as in HTTP, they are the same. */
final class RecordLines {
    private RecordLines() {}

    static void forEach(Headers headers, Predicate<String> wanted, BiConsumer<String, String> line) {
        for (Header header : headers) {
            byte[] value = header.value();
            if (value != null && wanted.test(header.key())) {
                line.accept(header.key(), new String(value, StandardCharsets.UTF_8));
            }
        }
    }

    static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    static void remove(Headers headers, String name) {
        for (Header header : headers.toArray()) {
            if (header.key().equalsIgnoreCase(name)) {
                headers.remove(header.key());
            }
        }
    }
}
