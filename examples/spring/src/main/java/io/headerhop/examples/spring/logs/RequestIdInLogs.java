// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.spring.logs;

import io.headerhop.CapturedHeaders;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.slf4j.MDC;
import org.springframework.core.task.TaskDecorator;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Puts the request id where log lines find it, {@code %X{requestId}}: in requests and, as the decorator of Spring's
 * executors, in {@code @Async} methods.
 */
public class RequestIdInLogs extends OncePerRequestFilter implements TaskDecorator {
    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try (MDC.MDCCloseable id = put()) {
            chain.doFilter(request, response);
        }
    }

    @Override
    public Runnable decorate(Runnable task) {
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
