package io.headerhop.servlet;

import io.headerhop.HeaderReader;
import jakarta.servlet.http.HttpServletRequest;
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
        return request.getHeaders(name).asIterator();
    }

    @Override
    public Iterator<String> names(HttpServletRequest request) {
        return request.getHeaderNames().asIterator();
    }
}
