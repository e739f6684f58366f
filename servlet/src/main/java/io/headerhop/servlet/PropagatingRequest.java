package io.headerhop.servlet;

import io.headerhop.CapturedHeaders;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Runs the tasks and listeners of a request with its headers. Used, like any request, by one thread at a time. */
final class PropagatingRequest extends HttpServletRequestWrapper {
    private final CapturedHeaders headers;
    private @Nullable ServletInputStream in;

    private PropagatingRequest(HttpServletRequest request, CapturedHeaders headers) {
        super(request);
        this.headers = headers;
    }

    /** A nested dispatch of a request that is wrapped already gets it as it is. */
    static HttpServletRequest of(HttpServletRequest request, CapturedHeaders headers) {
        boolean wrapped = request instanceof PropagatingRequest
                || request instanceof ServletRequestWrapper wrapper && wrapper.isWrapperFor(PropagatingRequest.class);
        return wrapped ? request : new PropagatingRequest(request, headers);
    }

    /** Also where nothing was captured: a JAX-RS feature further in must not do so under other rules. */
    @Override
    public @Nullable Object getAttribute(String name) {
        return CapturedHeaders.REQUEST_ATTRIBUTE.equals(name) ? headers : super.getAttribute(name);
    }

    @Override
    public AsyncContext startAsync() {
        return new PropagatingAsyncContext(super.startAsync(), headers);
    }

    @Override
    public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
        return new PropagatingAsyncContext(super.startAsync(request, response), headers);
    }

    @Override
    public AsyncContext getAsyncContext() {
        return new PropagatingAsyncContext(super.getAsyncContext(), headers);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (in == null) {
            in = new PropagatingInputStream(super.getInputStream(), headers);
        }
        return in;
    }
}
