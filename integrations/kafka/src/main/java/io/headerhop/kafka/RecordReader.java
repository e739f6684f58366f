// SPDX-License-Identifier: Apache-2.0
package io.headerhop.kafka;

import io.headerhop.spi.HeaderReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Reads what came with a record. */
enum RecordReader implements HeaderReader<Headers> {
    INSTANCE;

    @Override
    public @Nullable String first(Headers headers, String name) {
        Iterator<String> values = values(headers, name);
        return values.hasNext() ? values.next() : null;
    }

    @Override
    public Iterator<String> values(Headers headers, String name) {
        List<String> values = new ArrayList<>(1);
        RecordLines.forEach(headers, name::equalsIgnoreCase, (key, value) -> values.add(value));
        return values.iterator();
    }

    @Override
    public Iterator<String> names(Headers headers) {
        List<String> names = new ArrayList<>();
        for (Header header : headers) {
            names.add(header.key());
        }
        return names.iterator();
    }

    @Override
    public boolean forEach(Headers headers, Predicate<String> wanted, BiConsumer<String, String> line) {
        RecordLines.forEach(headers, wanted, line);
        return true;
    }
}
