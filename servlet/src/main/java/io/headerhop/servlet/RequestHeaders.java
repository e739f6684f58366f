// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import io.headerhop.spi.HeaderReader;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The headers of a request. */
enum RequestHeaders implements HeaderReader<HttpServletRequest> {
    READER;

    private volatile Known known = new Known(HttpServletRequest.class, HeaderStore.NONE);

    /** A container's class of requests, which it hardly ever changes. */
    private record Known(Class<?> type, HeaderStore store) {}

    @Override
    public boolean forEach(HttpServletRequest request, BiConsumer<String, String> line) {
        Class<?> type = request.getClass();
        Known last = known;
        if (last.type != type) {
            if (!HeaderStore.isKnown(type)) {
                // And not remembered: it may be the class of an application that is stopped while this lives on.
                return false;
            }
            last = new Known(type, HeaderStore.of(request));
            known = last;
        }
        return last.store.forEach(request, line);
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
