// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs the write listener and the trailer supplier of a response with the request's headers. Not thread-safe. */
final class PropagatingResponse extends HttpServletResponseWrapper {
    private final CapturedHeaders headers;
    // Of an asynchronous request's further response there is none.
    private @Nullable PropagatingRequest request;
    private @Nullable PropagatingOutputStream out;
    // The same object for every caller.
    private @Nullable PropagatingResponse seen;

    private PropagatingResponse(HttpServletResponse response, CapturedHeaders headers) {
        super(response);
        this.headers = headers;
    }

    /** An already wrapped response, as in a nested dispatch, is returned unchanged. */
    static HttpServletResponse of(HttpServletResponse response, CapturedHeaders headers) {
        PropagatingResponse outer = in(response);
        return outer != null && outer.headers == headers ? response : new PropagatingResponse(response, headers);
    }

    /** The one inside any other wrappers, or null. */
    static @Nullable PropagatingResponse in(ServletResponse response) {
        ServletResponse inner = response;
        while (inner instanceof ServletResponseWrapper wrapper) {
            if (wrapper instanceof PropagatingResponse propagating) {
                return propagating;
            }
            inner = wrapper.getResponse();
        }
        return null;
    }

    /** What the application sees in place of an asynchronous request's own response. */
    ServletResponse seenFor(ServletResponse own) {
        if (getResponse().equals(own)) {
            return this;
        }
        if (!(own instanceof HttpServletResponse http)) {
            return own;
        }
        if (seen == null || !seen.getResponse().equals(http)) {
            HttpServletResponse wrapped = of(http, headers);
            if (!(wrapped instanceof PropagatingResponse propagating)) {
                return wrapped;
            }
            seen = propagating;
        }
        return seen;
    }

    void answers(PropagatingRequest request) {
        this.request = request;
    }

    @Override
    public void sendError(int status) throws IOException {
        keepForErrorPage();
        super.sendError(status);
    }

    @Override
    public void sendError(int status, @Nullable String message) throws IOException {
        keepForErrorPage();
        super.sendError(status, message);
    }

    private void keepForErrorPage() {
        if (request != null) {
            request.keepHeaders();
        }
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        // Asked each time: the container decides whether this may be called now.
        ServletOutputStream delegate = super.getOutputStream();
        if (out == null || !out.isFor(delegate)) {
            out = new PropagatingOutputStream(delegate, headers);
        }
        return out;
    }

    @Override
    public void setTrailerFields(@Nullable Supplier<Map<String, String>> supplier) {
        super.setTrailerFields(supplier == null ? null : new PropagatingTrailers(supplier, headers));
    }

    @Override
    public @Nullable Supplier<Map<String, String>> getTrailerFields() {
        Supplier<Map<String, String>> supplier = super.getTrailerFields();
        return supplier instanceof PropagatingTrailers trailers ? trailers.delegate : supplier;
    }

    /** Called when the end of the response is written, on any thread. */
    private record PropagatingTrailers(Supplier<Map<String, String>> delegate, CapturedHeaders headers)
            implements Supplier<Map<String, String>> {
        @Override
        public Map<String, String> get() {
            try (Scope scope = headers.makeCurrent()) {
                return delegate.get();
            }
        }
    }
}
