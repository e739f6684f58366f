// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderPropagation;
import io.headerhop.Scope;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Captures the headers of each request and makes them current wherever the container runs code for it: in filters and
 * servlets, in every kind of dispatch, in {@code AsyncContext.start}, in async, read and write listeners, and in the
 * suppliers of trailers. Afterwards each thread has what it had before. Safe for use by many threads; one filter may
 * serve several contexts.
 *
 * <p>{@link HeaderPropagationInitializer} registers it as it has to be: before the other filters, for all dispatcher
 * types, with async supported. Mapped to {@code REQUEST} only, a request that was dispatched asynchronously or to an
 * error page goes on without its headers. Threads and executors of the application's own get them as
 * {@link CapturedHeaders} says.
 */
public final class HeaderPropagationFilter implements Filter {
    /**
     * Names the filter that an initializer registers. A web application may bring this class along where its server has
     * it too: each of the two then has a name of its own, since what the one makes current is nothing to the clients of
     * the other.
     */
    static final String NAME = HeaderPropagationFilter.class.getName() + "@"
            + Integer.toHexString(System.identityHashCode(HeaderPropagationFilter.class));

    /** Names the automatic filter, and the attribute by which it is found in a context. */
    static final String AUTOMATIC = NAME + ".automatic";

    private static final String REQUEST_ID = "x-request-id";

    // Replaced in init(), which the container calls before any of its threads can see this filter.
    private HeaderPropagation propagation;
    private final boolean configuredByContainer;
    // Null: every request is trusted.
    private final @Nullable Predicate<? super HttpServletRequest> trusted;
    private final boolean echoesRequestId;
    private final boolean automatic;
    // Those that have initialized this filter. Containers do that one after the other.
    private int contexts;
    // Of an automatic filter: the application has one of its own.
    private volatile boolean yields;

    /**
     * Configured without code: by the filter's init parameters, else the context's, with the names of the properties of
     * {@link HeaderPropagation#fromEnvironment()}; what they leave open by the environment.
     *
     * @throws IllegalArgumentException if the environment has a wrong setting
     */
    public HeaderPropagationFilter() {
        this(HeaderPropagation.fromEnvironment(), true, null, false, false);
        Adapters.created(HeaderPropagationFilter.class.getSimpleName());
    }

    /** Captures what the given configuration says; init parameters change nothing. */
    public HeaderPropagationFilter(HeaderPropagation propagation) {
        this(propagation, false, null, false, false);
        Adapters.created(HeaderPropagationFilter.class.getSimpleName());
    }

    private HeaderPropagationFilter(
            HeaderPropagation propagation,
            boolean configuredByContainer,
            @Nullable Predicate<? super HttpServletRequest> trusted,
            boolean echoesRequestId,
            boolean automatic) {
        this.propagation = propagation;
        this.configuredByContainer = configuredByContainer;
        this.trusted = trusted;
        this.echoesRequestId = echoesRequestId;
        this.automatic = automatic;
    }

    /** One that does nothing in a context in which the application has one of its own. */
    static HeaderPropagationFilter automatic() {
        return new HeaderPropagationFilter(HeaderPropagation.fromEnvironment(), true, null, false, true);
    }

    /**
     * A filter that captures nothing from a request for which the predicate is false or throws: for a service that
     * untrusted clients can reach. Behind a sidecar, {@code getRemoteAddr()} is the sidecar's.
     */
    public HeaderPropagationFilter trusting(Predicate<? super HttpServletRequest> requests) {
        return new HeaderPropagationFilter(
                propagation, configuredByContainer, Objects.requireNonNull(requests), echoesRequestId, automatic);
    }

    /** A filter that also puts a captured {@code x-request-id} on the response, for people to quote in a report. */
    public HeaderPropagationFilter echoingRequestId() {
        return new HeaderPropagationFilter(propagation, configuredByContainer, trusted, true, automatic);
    }

    boolean isAutomatic() {
        return automatic;
    }

    /**
     * @throws IllegalArgumentException if an init parameter is wrong; the message names it and says what to write
     * @throws IllegalStateException if this filter serves another context already, whose parameters say something else
     */
    @Override
    public void init(FilterConfig config) {
        if (configuredByContainer) {
            HeaderPropagation ofContainer = HeaderPropagation.from(name -> {
                String ofFilter = config.getInitParameter(name);
                return ofFilter != null ? ofFilter : config.getServletContext().getInitParameter(name);
            });
            if (contexts > 0 && !ofContainer.toString().equals(propagation.toString())) {
                throw new IllegalStateException("This HeaderPropagationFilter serves another context by other rules ("
                        + propagation + ") than those of '"
                        + config.getServletContext().getContextPath() + "' ("
                        + ofContainer + "); give each context a filter of its own");
            }
            propagation = ofContainer;
        }
        contexts++;
        ServletContext context = config.getServletContext();
        boolean takesOver = takeOver(context);
        if (!yields) {
            String name = automatic
                    ? "automatic servlet filter"
                    : NAME.equals(config.getFilterName())
                            ? "servlet filter"
                            : "servlet filter '" + config.getFilterName() + "'";
            String place = " in context '" + context.getContextPath() + "'";
            Adapters.inbound(name + place + (takesOver ? ", instead of the automatic one" : ""), propagation);
        }
    }

    @Override
    public void destroy() {
        contexts--;
    }

    /** Whoever registers a filter means it, whether before or after the automatic one was registered. */
    private boolean takeOver(ServletContext context) {
        if (automatic || !(context.getAttribute(AUTOMATIC) instanceof HeaderPropagationFilter filter)) {
            return false;
        }
        if (filter.yields) {
            return false;
        }
        filter.yields = true;
        return true;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!yields
                && request instanceof HttpServletRequest httpRequest
                && response instanceof HttpServletResponse httpResponse) {
            doFilter(httpRequest, httpResponse, chain);
        } else {
            chain.doFilter(request, response);
        }
    }

    private void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        CapturedHeaders headers = headersOf(request);
        if (echoesRequestId) {
            echo(headers, response);
        }
        // Also where nothing was captured: whatever is current on this thread is not this request's, and this one's
        // listeners and trailers may be called on the thread of a request that has headers.
        try (Scope scope = headers.makeCurrent()) {
            HttpServletResponse propagating = PropagatingResponse.of(response, headers);
            chain.doFilter(PropagatingRequest.of(request, propagating, this, headers), propagating);
        }
    }

    /**
     * Captured when this request is first seen, in any kind of dispatch. Kept in the container's request, also if it
     * was not trusted: an error page's request may look trustworthy. If there was simply nothing to capture, no
     * attribute is set: the next dispatch will find nothing either.
     */
    private CapturedHeaders headersOf(HttpServletRequest request) {
        CapturedHeaders before = capturedBefore(request);
        if (before != null) {
            return before;
        }
        CapturedHeaders headers = trusted == null
                ? Adapters.capture(propagation, request, RequestHeaders.READER)
                : Adapters.capture(propagation, request, RequestHeaders.READER, trusted);
        if (trusted != null || !headers.isEmpty()) {
            request.setAttribute(Adapters.REQUEST_ATTRIBUTE, headers);
            if (automatic) {
                request.setAttribute(Adapters.AUTOMATIC_ATTRIBUTE, headers);
            }
        }
        return headers;
    }

    /**
     * Where the container has not initialized this filter, since another filter is what it knows and calls this one.
     */
    private void takeOverLate(ServletContext context) {
        if (takeOver(context)) {
            Adapters.warn("The container does not know the HeaderPropagationFilter that serves the context '"
                    + context.getContextPath() + "', since another filter calls it: up to its first request, the"
                    + " filters before it saw what the automatic one captures; set the context parameter"
                    + " headerhop.automatic to false");
        }
    }

    private @Nullable CapturedHeaders capturedBefore(HttpServletRequest request) {
        ServletRequest seen = request;
        PropagatingRequest outer = PropagatingRequest.in(request);
        if (outer != null && outer.filter() != this && !automatic) {
            if (outer.filter().automatic) {
                takeOverLate(request.getServletContext());
                seen = outer.getRequest();
            } else if (request.getDispatcherType() == DispatcherType.REQUEST) {
                Adapters.warn("Two HeaderPropagationFilters serve the same requests in context '"
                        + request.getContextPath() + "': the rules of the outer one hold, and those of the inner one"
                        + " are without effect; map each to URLs of its own, or remove one of them");
            }
        }
        Object captured = seen.getAttribute(Adapters.REQUEST_ATTRIBUTE);
        if (!automatic && Objects.equals(captured, seen.getAttribute(Adapters.AUTOMATIC_ATTRIBUTE))) {
            return null;
        }
        return captured instanceof CapturedHeaders headers ? headers : null;
    }

    private static void echo(CapturedHeaders headers, HttpServletResponse response) {
        List<String> requestId = headers.values(REQUEST_ID);
        if (!requestId.isEmpty() && !response.containsHeader(REQUEST_ID)) {
            response.setHeader(REQUEST_ID, requestId.get(0));
        }
    }
}
