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
import jakarta.servlet.ServletRequestWrapper;
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
 * suppliers of trailers. Afterwards each thread has what it had before. Thread-safe; one filter may serve several
 * contexts.
 *
 * <p>{@link HeaderPropagationInitializer} registers it correctly: before the other filters, for all dispatcher types,
 * with async supported. If it is mapped to {@code REQUEST} only, async dispatches and error pages run without the
 * request's headers. For the application's own threads and executors, see {@link CapturedHeaders}.
 */
public final class HeaderPropagationFilter implements Filter {
    /**
     * The name of the filter that an initializer registers. If a web application brings this class along and its server
     * has it too, each copy has its own name, since each copy of this class sees only its own headers.
     */
    static final String NAME = HeaderPropagationFilter.class.getName() + "@"
            + Integer.toHexString(System.identityHashCode(HeaderPropagationFilter.class));

    /** The name of the automatic filter, and of the context attribute that holds it. */
    static final String AUTOMATIC = NAME + ".automatic";

    private static final String REQUEST_ID = "x-request-id";

    // Replaced in init(), which the container calls before any of its threads can see this filter.
    private HeaderPropagation propagation;
    private final boolean configuredByContainer;
    // Null: every request is trusted.
    private final @Nullable Predicate<? super HttpServletRequest> trusted;
    private final boolean echoesRequestId;
    private final boolean automatic;
    // How many contexts have initialized this filter, one after the other.
    private int contexts;
    // Only of an automatic filter: true once the application's own filter has taken over.
    private volatile boolean yields;

    /**
     * Configured without code: by the filter's init parameters, then the context's, then the environment. The
     * parameters have the names of the properties of {@link HeaderPropagation#fromEnvironment()}.
     *
     * @throws IllegalArgumentException if the environment has a wrong setting
     */
    public HeaderPropagationFilter() {
        this(HeaderPropagation.fromEnvironment(), true, null, false, false);
        Adapters.created(HeaderPropagationFilter.class.getSimpleName());
    }

    /** Captures what the given configuration says; init parameters are ignored. */
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

    /** A filter that does nothing in a context in which the application has its own. */
    static HeaderPropagationFilter automatic() {
        return new HeaderPropagationFilter(HeaderPropagation.fromEnvironment(), true, null, false, true);
    }

    /**
     * Returns a filter that captures nothing from a request for which the predicate returns false or throws: for a
     * service that untrusted clients can reach. Behind a sidecar, {@code getRemoteAddr()} is the sidecar's.
     */
    public HeaderPropagationFilter trusting(Predicate<? super HttpServletRequest> requests) {
        return new HeaderPropagationFilter(
                propagation, configuredByContainer, Objects.requireNonNull(requests), echoesRequestId, automatic);
    }

    /**
     * Returns a filter that also puts a captured {@code x-request-id} on the response, for users to quote in bug
     * reports.
     */
    public HeaderPropagationFilter echoingRequestId() {
        return new HeaderPropagationFilter(propagation, configuredByContainer, trusted, true, automatic);
    }

    boolean isAutomatic() {
        return automatic;
    }

    /**
     * @throws IllegalArgumentException if an init parameter is wrong; the message names it and says what to write
     * @throws IllegalStateException if this filter already serves another context with different parameters
     */
    @Override
    public void init(FilterConfig config) {
        if (configuredByContainer) {
            HeaderPropagation ofContainer = HeaderPropagation.from(name -> {
                String ofFilter = config.getInitParameter(name);
                return ofFilter != null ? ofFilter : config.getServletContext().getInitParameter(name);
            });
            if (contexts > 0 && !ofContainer.toString().equals(propagation.toString())) {
                throw new IllegalStateException(
                        "This HeaderPropagationFilter already serves another context with other rules ("
                                + propagation + ") than those of context '"
                                + config.getServletContext().getContextPath() + "' ("
                                + ofContainer + "); give each context its own filter");
            }
            propagation = ofContainer;
        }
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
        // Last: a filter whose init() has thrown is not destroyed.
        contexts++;
        Adapters.started();
    }

    @Override
    public void destroy() {
        contexts--;
        Adapters.stopped();
    }

    /** A filter that the application registers wins, whether before or after the automatic one. */
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
        // Even if nothing was captured: what is current on this thread is not this request's, and its listeners and
        // trailers may be called on the thread of a request that has headers.
        try (Scope scope = headers.makeCurrent()) {
            HttpServletResponse propagating = PropagatingResponse.of(response, headers);
            chain.doFilter(PropagatingRequest.of(request, propagating, this, headers), propagating);
        } catch (Throwable e) {
            keep(headers, request);
            throw e;
        }
    }

    /**
     * Captured when this request is first seen, in any kind of dispatch. Kept at once if captured anew it could differ:
     * an error page's request may look trustworthy, a generated id is another one each time, and a filter further out
     * may have changed the headers of this request and not of the next dispatch's. Otherwise kept where another
     * dispatch is ahead, since the attribute costs more than all else of a capture.
     */
    private CapturedHeaders headersOf(HttpServletRequest request) {
        CapturedHeaders before = capturedBefore(request);
        if (before != null) {
            return before;
        }
        CapturedHeaders headers = trusted == null
                ? Adapters.capture(propagation, request, RequestHeaders.READER)
                : Adapters.capture(propagation, request, RequestHeaders.READER, trusted);
        if (trusted != null || propagation.isGeneratingRequestId() || isChanged(request)) {
            setAttributes(headers, request);
        }
        return headers;
    }

    /** Whether a filter further out may have changed it; an error page's request is wrapped by some containers. */
    private static boolean isChanged(HttpServletRequest request) {
        return request instanceof ServletRequestWrapper && request.getDispatcherType() == DispatcherType.REQUEST;
    }

    /** For the dispatches to come. If there was nothing to capture, they will find nothing either. */
    void keep(CapturedHeaders headers, ServletRequest request) {
        // The application's own filter, which is further in, comes first.
        boolean keptByOther = automatic && request.getAttribute(Adapters.REQUEST_ATTRIBUTE) != null;
        if (!headers.isEmpty() && !keptByOther) {
            setAttributes(headers, request);
        }
    }

    private void setAttributes(CapturedHeaders headers, ServletRequest request) {
        request.setAttribute(Adapters.REQUEST_ATTRIBUTE, headers);
        if (automatic) {
            request.setAttribute(Adapters.AUTOMATIC_ATTRIBUTE, headers);
        }
    }

    /** For a filter that the container has not initialized: it knows only another filter, which calls this one. */
    private void takeOverLate(ServletContext context) {
        if (takeOver(context)) {
            Adapters.warn("The container does not know the HeaderPropagationFilter of context '"
                    + context.getContextPath() + "' because another filter calls it: until its first request, the"
                    + " filters before it saw what the automatic one captured; set the context parameter"
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
                        + request.getContextPath() + "': the rules of the outer one apply, those of the inner one"
                        + " are without effect; map each to its own URLs, or remove one of them");
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
