// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Runs the tasks and listeners of an asynchronous request with its headers.
 *
 * @param original whether the application takes the request and response for the original ones, even if the container
 *     does not
 */
record PropagatingAsyncContext(AsyncContext delegate, PropagatingRequest request, boolean original)
        implements AsyncContext {
    @Override
    public void start(@Nullable Runnable task) {
        delegate.start(task == null ? null : request.headers().wrap(task));
    }

    @Override
    public void addListener(@Nullable AsyncListener listener) {
        delegate.addListener(propagating(listener));
    }

    @Override
    public void addListener(@Nullable AsyncListener listener, ServletRequest request, ServletResponse response) {
        delegate.addListener(propagating(listener), request, response);
    }

    private @Nullable AsyncListener propagating(@Nullable AsyncListener listener) {
        return listener == null ? null : new PropagatingAsyncListener(listener, this);
    }

    @Override
    public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
        return delegate.createListener(type);
    }

    @Override
    public ServletRequest getRequest() {
        return request.seenFor(delegate.getRequest());
    }

    @Override
    public ServletResponse getResponse() {
        return request.response().seenFor(delegate.getResponse());
    }

    @Override
    public boolean hasOriginalRequestAndResponse() {
        return original || delegate.hasOriginalRequestAndResponse();
    }

    @Override
    public void dispatch() {
        delegate.dispatch();
    }

    @Override
    public void dispatch(String path) {
        delegate.dispatch(path);
    }

    @Override
    public void dispatch(ServletContext context, String path) {
        delegate.dispatch(context, path);
    }

    @Override
    public void complete() {
        delegate.complete();
    }

    @Override
    public void setTimeout(long timeout) {
        delegate.setTimeout(timeout);
    }

    @Override
    public long getTimeout() {
        return delegate.getTimeout();
    }

    /** Translates what a container's event has, possibly null, into what the application knows. */
    @Nullable AsyncContext seenFor(@Nullable AsyncContext context) {
        if (delegate.equals(context)) {
            return this;
        }
        return context == null ? null : request.propagating(context);
    }

    @Nullable ServletRequest seenFor(@Nullable ServletRequest supplied) {
        return request.getRequest().equals(supplied) ? request : supplied;
    }

    @Nullable ServletResponse seenFor(@Nullable ServletResponse supplied) {
        return request.response().getResponse().equals(supplied) ? request.response() : supplied;
    }

    /** Equal whichever request it was obtained from: an application may keep its asynchronous requests in a map. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PropagatingAsyncContext context && context.delegate.equals(delegate);
    }

    @Override
    public int hashCode() {
        return delegate.hashCode();
    }
}
