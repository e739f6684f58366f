package io.headerhop.servlet;

import io.headerhop.CapturedHeaders;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Runs the tasks and listeners of an asynchronous request with its headers. */
record PropagatingAsyncContext(AsyncContext delegate, CapturedHeaders headers) implements AsyncContext {
    @Override
    public void start(Runnable task) {
        delegate.start(headers.wrap(task));
    }

    @Override
    public void addListener(AsyncListener listener) {
        delegate.addListener(new PropagatingAsyncListener(listener, headers));
    }

    @Override
    public void addListener(AsyncListener listener, ServletRequest request, ServletResponse response) {
        delegate.addListener(new PropagatingAsyncListener(listener, headers), request, response);
    }

    @Override
    public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
        return delegate.createListener(type);
    }

    /** After {@code startAsync()} the delegate has the container's own request, of which no listener of ours knows. */
    @Override
    public ServletRequest getRequest() {
        ServletRequest request = delegate.getRequest();
        return request instanceof HttpServletRequest http ? PropagatingRequest.of(http, headers) : request;
    }

    /** As {@link #getRequest()}. */
    @Override
    public ServletResponse getResponse() {
        ServletResponse response = delegate.getResponse();
        return response instanceof HttpServletResponse http && !headers.isEmpty()
                ? PropagatingResponse.of(http, headers)
                : response;
    }

    @Override
    public boolean hasOriginalRequestAndResponse() {
        return delegate.hasOriginalRequestAndResponse();
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
}
