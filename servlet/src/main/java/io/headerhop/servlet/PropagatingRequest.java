// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Runs the tasks and listeners of a request with its headers. Not thread-safe, like any request. */
final class PropagatingRequest extends HttpServletRequestWrapper {
    private final HeaderPropagationFilter filter;
    private final CapturedHeaders headers;
    private final PropagatingResponse response;
    private @Nullable PropagatingInputStream in;
    private @Nullable PropagatingAsyncContext async;
    // The same object for every caller.
    private @Nullable PropagatingRequest seen;

    private PropagatingRequest(
            HttpServletRequest request,
            PropagatingResponse response,
            HeaderPropagationFilter filter,
            CapturedHeaders headers) {
        super(request);
        this.response = response;
        this.filter = filter;
        this.headers = headers;
    }

    /**
     * An already wrapped request, as in a nested dispatch, is returned unchanged.
     *
     * @param response already wrapped
     */
    static HttpServletRequest of(
            HttpServletRequest request,
            ServletResponse response,
            HeaderPropagationFilter filter,
            CapturedHeaders headers) {
        PropagatingRequest outer = in(request);
        if (outer != null && outer.headers == headers) {
            return request;
        }
        PropagatingResponse answer = Objects.requireNonNull(PropagatingResponse.in(response));
        PropagatingRequest propagating = new PropagatingRequest(request, answer, filter, headers);
        answer.answers(propagating);
        return propagating;
    }

    /** The one inside any other wrappers, or null. */
    static @Nullable PropagatingRequest in(ServletRequest request) {
        ServletRequest inner = request;
        while (inner instanceof ServletRequestWrapper wrapper) {
            if (wrapper instanceof PropagatingRequest propagating) {
                return propagating;
            }
            inner = wrapper.getRequest();
        }
        return null;
    }

    HeaderPropagationFilter filter() {
        return filter;
    }

    CapturedHeaders headers() {
        return headers;
    }

    PropagatingResponse response() {
        return response;
    }

    /** In the container's request: of the dispatches to come, it passes on nothing else. */
    void keepHeaders() {
        filter.keep(headers, getRequest());
    }

    /** After {@code startAsync()}, a container uses its own request, which no listener of ours knows. */
    ServletRequest seenFor(ServletRequest own) {
        if (getRequest().equals(own)) {
            return this;
        }
        if (!(own instanceof HttpServletRequest http)) {
            return own;
        }
        if (seen == null || !seen.getRequest().equals(http)) {
            HttpServletRequest wrapped = of(http, response, filter, headers);
            if (!(wrapped instanceof PropagatingRequest propagating)) {
                return wrapped;
            }
            seen = propagating;
        }
        return seen;
    }

    /** Even if nothing was captured: a JAX-RS feature further in must not capture by other rules. */
    @Override
    public @Nullable Object getAttribute(String name) {
        if (Adapters.REQUEST_ATTRIBUTE.equals(name)
                || filter.isAutomatic() && Adapters.AUTOMATIC_ATTRIBUTE.equals(name)) {
            return headers;
        }
        return super.getAttribute(name);
    }

    /** Only the application's own, as without this library. */
    @Override
    public Enumeration<String> getAttributeNames() {
        List<String> names = Collections.list(super.getAttributeNames());
        names.remove(Adapters.REQUEST_ATTRIBUTE);
        names.remove(Adapters.AUTOMATIC_ATTRIBUTE);
        return Collections.enumeration(names);
    }

    @Override
    public AsyncContext startAsync() {
        keepHeaders();
        AsyncContext context = super.startAsync();
        async = new PropagatingAsyncContext(context, this, isStartedWithOurs(context));
        return async;
    }

    /** As in Undertow, which starts with what the filters have wrapped. */
    private boolean isStartedWithOurs(AsyncContext context) {
        return equals(context.getRequest())
                && response.equals(context.getResponse())
                && !(getRequest() instanceof ServletRequestWrapper)
                && !(response.getResponse() instanceof ServletResponseWrapper);
    }

    /**
     * The container does not know our wrappers, so it is given what they wrap to tell whether these are the originals.
     */
    @Override
    public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
        keepHeaders();
        return propagating(super.startAsync(
                request == this ? getRequest() : request,
                response == this.response ? this.response.getResponse() : response));
    }

    @Override
    public AsyncContext getAsyncContext() {
        return propagating(super.getAsyncContext());
    }

    /** The same object as long as the container's is the same. */
    AsyncContext propagating(AsyncContext context) {
        if (async == null || !async.delegate().equals(context)) {
            async = new PropagatingAsyncContext(context, this, false);
        }
        return async;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        // Asked each time: the container decides whether this may be called now.
        ServletInputStream delegate = super.getInputStream();
        if (in == null || !in.isFor(delegate)) {
            in = new PropagatingInputStream(delegate, headers);
        }
        return in;
    }
}
