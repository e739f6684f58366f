// SPDX-License-Identifier: Apache-2.0
package io.headerhop.quarkusrest;

import io.headerhop.spi.HeaderReader;
import io.vertx.core.MultiMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads Vert.x's headers, whose names are case-insensitive, in one pass. */
enum RequestReader implements HeaderReader<MultiMap> {
    INSTANCE;

    @Override
    public @Nullable String first(MultiMap headers, String name) {
        return headers.get(name);
    }

    @Override
    public Iterator<String> values(MultiMap headers, String name) {
        return headers.getAll(name).iterator();
    }

    @Override
    public Iterator<String> names(MultiMap headers) {
        return headers.names().iterator();
    }

    @Override
    public boolean forEach(MultiMap headers, Predicate<String> wanted, BiConsumer<String, String> line) {
        for (Map.Entry<String, String> header : headers) {
            line.accept(header.getKey(), header.getValue());
        }
        return true;
    }
}
