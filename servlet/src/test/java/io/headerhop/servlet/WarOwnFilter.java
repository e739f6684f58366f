// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import io.headerhop.HeaderNames;
import io.headerhop.HeaderPropagation;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.EnumSet;

/** An application's listener that registers a filter of ours, and its own filter that delegates to one. */
public final class WarOwnFilter implements ServletContextListener, Filter {
    // Captures nothing of what the test sends.
    private final Filter strict =
            new HeaderPropagationFilter(HeaderPropagation.of(HeaderNames.w3c())).trusting(request -> false);

    @Override
    public void contextInitialized(ServletContextEvent event) {
        FilterRegistration.Dynamic registration = event.getServletContext().addFilter("own", strict);
        registration.setAsyncSupported(true);
        registration.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), true, "/*");
    }

    @Override
    public void init(FilterConfig config) throws ServletException {
        strict.init(config);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        strict.doFilter(request, response, chain);
    }
}
