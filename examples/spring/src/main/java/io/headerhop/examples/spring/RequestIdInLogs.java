// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.spring;

import io.headerhop.CapturedHeaders;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Puts the request id where log lines find it: {@code %X{requestId}}. */
@Component
class RequestIdInLogs extends OncePerRequestFilter {
    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try (MDC.MDCCloseable id = put()) {
            chain.doFilter(request, response);
        }
    }

    /** The same for tasks on other threads. */
    static Runnable during(Runnable task) {
        return () -> {
            try (MDC.MDCCloseable id = put()) {
                task.run();
            }
        };
    }

    private static MDC.MDCCloseable put() {
        String id = CapturedHeaders.current().first("x-request-id");
        return MDC.putCloseable("requestId", Objects.requireNonNullElse(id, "none"));
    }
}
