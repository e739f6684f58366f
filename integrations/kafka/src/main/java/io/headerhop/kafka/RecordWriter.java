// SPDX-License-Identifier: Apache-2.0
package io.headerhop.kafka;

import io.headerhop.spi.HeaderWriter;
import java.util.function.BiConsumer;
import org.apache.kafka.common.header.Headers;

/** Writes what goes out with a record. */
enum RecordWriter implements HeaderWriter<Headers> {
    INSTANCE;

    @Override
    public String client() {
        return "Kafka";
    }

    @Override
    public void forEach(Headers headers, BiConsumer<String, String> line) {
        RecordLines.forEach(headers, name -> true, line);
    }

    @Override
    public void add(Headers headers, String name, String value) {
        RecordLines.add(headers, name, value);
    }

    @Override
    public void remove(Headers headers, String name) {
        RecordLines.remove(headers, name);
    }
}
