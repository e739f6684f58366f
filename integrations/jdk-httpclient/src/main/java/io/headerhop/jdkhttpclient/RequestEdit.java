// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jdkhttpclient;

import io.headerhop.spi.HeaderWriter;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A request, copied only if it changes. */
final class RequestEdit {
    private final HttpRequest original;
    // name, value, name, value …
    private final List<String> added = new ArrayList<>();
    private @Nullable Set<String> removed;

    RequestEdit(HttpRequest original) {
        this.original = original;
    }

    private boolean isRemoved(String name) {
        return removed != null && removed.contains(name);
    }

    HttpRequest request() {
        if (added.isEmpty() && removed == null) {
            return original;
        }
        HttpRequest.Builder copy = HttpRequest.newBuilder(original, (name, value) -> !isRemoved(name));
        for (int i = 0; i < added.size(); i += 2) {
            copy.header(added.get(i), added.get(i + 1));
        }
        return copy.build();
    }

    enum Writer implements HeaderWriter<RequestEdit> {
        INSTANCE;

        @Override
        public String client() {
            return "JDK HttpClient";
        }

        @Override
        public void forEach(RequestEdit edit, BiConsumer<String, String> line) {
            edit.original.headers().map().forEach((name, values) -> {
                if (!edit.isRemoved(name)) {
                    values.forEach(value -> line.accept(name, value));
                }
            });
            for (int i = 0; i < edit.added.size(); i += 2) {
                line.accept(edit.added.get(i), edit.added.get(i + 1));
            }
        }

        @Override
        public void add(RequestEdit edit, String name, String value) {
            edit.added.add(name);
            edit.added.add(value);
        }

        @Override
        public void remove(RequestEdit edit, String name) {
            for (int i = edit.added.size() - 2; i >= 0; i -= 2) {
                if (edit.added.get(i).equalsIgnoreCase(name)) {
                    edit.added.subList(i, i + 2).clear();
                }
            }
            Set<String> names = edit.removed;
            if (names == null) {
                names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
                edit.removed = names;
            }
            names.add(name);
        }
    }
}
