// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import io.headerhop.spi.HeaderReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Header lines that did not come with a request; the names are in lower case. */
final class Lines {
    static final HeaderReader<Lines> READER = new Reader();

    // name, value, name, value …
    private final List<String> pairs = new ArrayList<>();

    static Lines of(Map<String, String> headers) {
        Lines lines = new Lines();
        headers.forEach(lines::add);
        return lines;
    }

    void add(String name, String value) {
        pairs.add(HeaderSyntax.lower(name));
        pairs.add(Objects.requireNonNull(value));
    }

    int size() {
        return pairs.size() / 2;
    }

    String name(int index) {
        return pairs.get(2 * index);
    }

    String value(int index) {
        return pairs.get(2 * index + 1);
    }

    boolean contain(String name, String value) {
        for (int i = 0; i < size(); i++) {
            if (name(i).equals(name) && value(i).equals(value)) {
                return true;
            }
        }
        return false;
    }

    void removeAll(String name) {
        for (int i = size() - 1; i >= 0; i--) {
            if (name(i).equals(name)) {
                pairs.subList(2 * i, 2 * i + 2).clear();
            }
        }
    }

    private static final class Reader implements HeaderReader<Lines> {
        @Override
        public @Nullable String first(Lines lines, String name) {
            Iterator<String> values = values(lines, name);
            return values.hasNext() ? values.next() : null;
        }

        @Override
        public Iterator<String> values(Lines lines, String name) {
            List<String> values = new ArrayList<>(1);
            for (int i = 0; i < lines.size(); i++) {
                if (lines.name(i).equals(name)) {
                    values.add(lines.value(i));
                }
            }
            return values.iterator();
        }

        @Override
        public boolean forEach(Lines lines, Predicate<String> wanted, BiConsumer<String, String> line) {
            for (int i = 0; i < lines.size(); i++) {
                line.accept(lines.name(i), lines.value(i));
            }
            return true;
        }

        @Override
        public Iterator<String> names(Lines lines) {
            List<String> names = new ArrayList<>();
            for (int i = 0; i < lines.size(); i++) {
                names.add(lines.name(i));
            }
            return names.iterator();
        }
    }
}
