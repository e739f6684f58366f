package io.headerhop.servlet;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.io.IOException;

/** Calls a listener with the request's headers. */
record PropagatingAsyncListener(AsyncListener delegate, CapturedHeaders headers) implements AsyncListener {
    @Override
    public void onComplete(AsyncEvent event) throws IOException {
        try (Scope scope = headers.makeCurrent()) {
            delegate.onComplete(propagating(event));
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) throws IOException {
        try (Scope scope = headers.makeCurrent()) {
            delegate.onTimeout(propagating(event));
        }
    }

    @Override
    public void onError(AsyncEvent event) throws IOException {
        try (Scope scope = headers.makeCurrent()) {
            delegate.onError(propagating(event));
        }
    }

    @Override
    public void onStartAsync(AsyncEvent event) throws IOException {
        try (Scope scope = headers.makeCurrent()) {
            delegate.onStartAsync(propagating(event));
        }
    }

    /** A listener that stays on for the next async cycle adds itself to the event's context. */
    private AsyncEvent propagating(AsyncEvent event) {
        return new AsyncEvent(
                new PropagatingAsyncContext(event.getAsyncContext(), headers),
                event.getSuppliedRequest(),
                event.getSuppliedResponse(),
                event.getThrowable());
    }
}
