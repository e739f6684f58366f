package io.headerhop.servlet;

import io.headerhop.CapturedHeaders;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Runs the write listener of a response with the request's headers. Used by one thread at a time. */
final class PropagatingResponse extends HttpServletResponseWrapper {
    private final CapturedHeaders headers;
    private @Nullable ServletOutputStream out;

    private PropagatingResponse(HttpServletResponse response, CapturedHeaders headers) {
        super(response);
        this.headers = headers;
    }

    /** A nested dispatch with a response that is wrapped already gets it as it is. */
    static HttpServletResponse of(HttpServletResponse response, CapturedHeaders headers) {
        boolean wrapped = response instanceof PropagatingResponse
                || response instanceof ServletResponseWrapper wrapper
                        && wrapper.isWrapperFor(PropagatingResponse.class);
        return wrapped ? response : new PropagatingResponse(response, headers);
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        if (out == null) {
            out = new PropagatingOutputStream(super.getOutputStream(), headers);
        }
        return out;
    }
}
