// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import io.headerhop.HeaderPropagation;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Registers the {@link HeaderPropagationFilter} before all other filters, for every URL and kind of dispatch, with
 * async supported. In a WAR it is found and runs automatically; an embedded container needs one line:
 *
 * <pre>{@code
 * context.addServletContainerInitializer(new HeaderPropagationInitializer(propagation)); // Jetty
 * }</pre>
 *
 * <p>Registers at most one filter in a context, however often it runs there.
 */
public final class HeaderPropagationInitializer implements ServletContainerInitializer {
    private static final String AUTOMATIC = "headerhop.automatic";

    private final @Nullable HeaderPropagationFilter filter;

    /**
     * For the container that finds this in a WAR. The filter is configured
     * {@linkplain HeaderPropagationFilter#HeaderPropagationFilter() without code}, and does nothing in a context in
     * which the application has its own filter, however and whenever that is registered. Registers nothing if the
     * context parameter {@code headerhop.automatic} is {@code false}.
     */
    public HeaderPropagationInitializer() {
        filter = null;
    }

    /** Registers a filter with this configuration. */
    public HeaderPropagationInitializer(HeaderPropagation propagation) {
        this(new HeaderPropagationFilter(propagation));
    }

    /** Registers this filter. */
    public HeaderPropagationInitializer(HeaderPropagationFilter filter) {
        this.filter = filter;
    }

    /** @throws IllegalStateException if another initializer has already registered a filter in this context */
    @Override
    public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
        if (filter != null) {
            if (!register(HeaderPropagationFilter.NAME, filter, context)) {
                throw new IllegalStateException("Two HeaderPropagationInitializers have a filter for the context '"
                        + context.getContextPath() + "', and only one can be in effect; remove one of them");
            }
        } else if (!"false".equals(context.getInitParameter(AUTOMATIC))
                && context.getFilterRegistration(HeaderPropagationFilter.NAME) == null) {
            HeaderPropagationFilter automatic = HeaderPropagationFilter.automatic();
            if (register(HeaderPropagationFilter.AUTOMATIC, automatic, context)) {
                context.setAttribute(HeaderPropagationFilter.AUTOMATIC, automatic);
            }
        }
    }

    private static boolean register(String name, HeaderPropagationFilter filter, ServletContext context) {
        FilterRegistration.Dynamic registration = context.addFilter(name, filter);
        if (registration == null) {
            return false;
        }
        registration.setAsyncSupported(true);
        registration.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
        return true;
    }
}
