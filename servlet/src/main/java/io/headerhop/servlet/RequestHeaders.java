// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import io.headerhop.spi.HeaderReader;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The headers of a request. */
enum RequestHeaders implements HeaderReader<HttpServletRequest> {
    READER;

    // Keyed by the container's request class, hardly ever more than one. Copied on write.
    private volatile Map<Class<?>, HeaderStore> stores = Map.of();

    @Override
    public boolean forEach(HttpServletRequest request, Predicate<String> wanted, BiConsumer<String, String> line) {
        Class<?> type = request.getClass();
        HeaderStore store = stores.get(type);
        if (store == null) {
            if (!HeaderStore.isKnown(type)) {
                // Not remembered: the class may belong to an application that is undeployed while this lives on.
                return false;
            }
            store = HeaderStore.of(request);
            Map<Class<?>, HeaderStore> more = new HashMap<>(stores);
            more.put(type, store);
            stores = more;
        }
        return store.forEach(request, wanted, line);
    }

    @Override
    public @Nullable String first(HttpServletRequest request, String name) {
        return request.getHeader(name);
    }

    @Override
    public Iterator<String> values(HttpServletRequest request, String name) {
        return iterator(request.getHeaders(name));
    }

    @Override
    public Iterator<String> names(HttpServletRequest request) {
        return iterator(request.getHeaderNames());
    }

    /** The API lets a container return null for both. */
    private static Iterator<String> iterator(@Nullable Enumeration<String> all) {
        return all == null ? Collections.emptyIterator() : all.asIterator();
    }
}
