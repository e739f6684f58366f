package io.headerhop.servlet;

import io.headerhop.spi.HeaderReader;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The headers of a request. */
enum RequestHeaders implements HeaderReader<HttpServletRequest> {
    READER;

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
