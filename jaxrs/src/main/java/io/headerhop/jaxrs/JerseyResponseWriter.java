// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.spi.ContainerResponseWriter;
import org.jspecify.annotations.Nullable;

/**
 * A container's response writer, with the headers current when a suspended request times out: there is no event for
 * that, and the application may have a handler for it.
 */
record JerseyResponseWriter(ContainerResponseWriter writer, CapturedHeaders headers)
        implements ContainerResponseWriter {
    @Override
    public boolean suspend(long timeout, TimeUnit unit, @Nullable TimeoutHandler handler) {
        return writer.suspend(timeout, unit, handler == null ? null : propagating(handler));
    }

    private TimeoutHandler propagating(TimeoutHandler handler) {
        return theirs -> {
            try (Scope scope = headers.makeCurrent()) {
                handler.onTimeout(this);
            }
        };
    }

    @Override
    public void setSuspendTimeout(long timeout, TimeUnit unit) {
        writer.setSuspendTimeout(timeout, unit);
    }

    @Override
    public @Nullable OutputStream writeResponseStatusAndHeaders(long length, ContainerResponse response) {
        return writer.writeResponseStatusAndHeaders(length, response);
    }

    @Override
    public void commit() {
        writer.commit();
    }

    @Override
    public void failure(Throwable error) {
        writer.failure(error);
    }

    @Override
    public boolean enableResponseBuffering() {
        return writer.enableResponseBuffering();
    }
}
