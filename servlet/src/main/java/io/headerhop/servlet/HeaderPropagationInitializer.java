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
 * async supported. In a WAR it is found and runs by itself; an embedded container is given it in one line:
 *
 * <pre>{@code
 * context.addServletContainerInitializer(new HeaderPropagationInitializer(propagation)); // Jetty
 * }</pre>
 *
 * <p>A context is registered with once, however often this runs for it.
 */
public final class HeaderPropagationInitializer implements ServletContainerInitializer {
    private static final String AUTOMATIC = "headerhop.automatic";

    private final @Nullable HeaderPropagationFilter filter;

    /**
     * For the container that finds this in a WAR. The filter is configured
     * {@linkplain HeaderPropagationFilter#HeaderPropagationFilter() without code}. Registers nothing where
     * {@code web.xml} declares the filter itself, or where the context parameter {@code headerhop.automatic} is
     * {@code false}.
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

    /**
     * @throws IllegalStateException if another initializer registered its filter before, so that this one's would be
     *     without effect
     */
    @Override
    public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
        if (filter != null) {
            if (!register(filter, context)) {
                throw new IllegalStateException("A HeaderPropagationFilter is registered in " + context.getContextPath()
                        + " already; in a WAR, set the context parameter " + AUTOMATIC
                        + " to false in web.xml to register one of your own");
            }
        } else if (!"false".equals(context.getInitParameter(AUTOMATIC)) && !isDeclared(context)) {
            // Where the server has registered one, it keeps its own.
            register(new HeaderPropagationFilter(), context);
        }
    }

    private static boolean isDeclared(ServletContext context) {
        return context.getFilterRegistrations().values().stream()
                .anyMatch(filter -> HeaderPropagationFilter.class.getName().equals(filter.getClassName())
                        && !filter.getName().startsWith(HeaderPropagationFilter.class.getName() + "@"));
    }

    private static boolean register(HeaderPropagationFilter filter, ServletContext context) {
        FilterRegistration.Dynamic registration = context.addFilter(HeaderPropagationFilter.NAME, filter);
        if (registration == null) {
            return false;
        }
        registration.setAsyncSupported(true);
        registration.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
        return true;
    }
}
