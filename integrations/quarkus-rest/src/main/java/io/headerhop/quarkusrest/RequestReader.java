// SPDX-License-Identifier: Apache-2.0
package io.headerhop.quarkusrest;

import io.headerhop.spi.HeaderReader;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jboss.resteasy.reactive.server.spi.ServerHttpRequest;
import org.jspecify.annotations.Nullable;

/** Reads Vert.x's headers, whose names are case-insensitive, in one pass. */
enum RequestReader implements HeaderReader<ServerHttpRequest> {
    INSTANCE;

    @Override
    public @Nullable String first(ServerHttpRequest request, String name) {
        return request.getRequestHeader(name);
    }

    @Override
    public Iterator<String> values(ServerHttpRequest request, String name) {
        return request.getAllRequestHeaders(name).iterator();
    }

    @Override
    public Iterator<String> names(ServerHttpRequest request) {
        Set<String> names = new LinkedHashSet<>();
        request.getAllRequestHeaders().forEach(line -> names.add(line.getKey()));
        return names.iterator();
    }

    @Override
    public boolean forEach(ServerHttpRequest request, Predicate<String> wanted, BiConsumer<String, String> line) {
        for (Map.Entry<String, String> header : request.getAllRequestHeaders()) {
            line.accept(header.getKey(), header.getValue());
        }
        return true;
    }
}
