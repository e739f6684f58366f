// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.spring.demo;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.web.filter.OncePerRequestFilter;

/** What the services receive: the demo puts it into both of them. */
final class Received extends OncePerRequestFilter {
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    /**
     * A request as its service received it.
     *
     * @param item the last part of the path
     * @param headers the names in lower case; each header's first value
     */
    record Request(String method, String path, String item, Map<String, String> headers) {}

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name, request.getHeader(name));
        }
        String path = request.getRequestURI();
        String item = path.substring(path.lastIndexOf('/') + 1);
        requests.add(new Request(request.getMethod(), path, item, headers));
        chain.doFilter(request, response);
    }

    List<Request> of(String item) {
        return requests.stream().filter(request -> request.item().equals(item)).toList();
    }
}
