// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import io.headerhop.Scope;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.io.IOException;

/** Calls a listener with the request's headers. */
record PropagatingAsyncListener(AsyncListener delegate, PropagatingAsyncContext context) implements AsyncListener {
    @Override
    public void onComplete(AsyncEvent event) throws IOException {
        try (Scope scope = makeCurrent()) {
            delegate.onComplete(propagating(event));
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) throws IOException {
        try (Scope scope = makeCurrent()) {
            delegate.onTimeout(propagating(event));
        }
    }

    @Override
    public void onError(AsyncEvent event) throws IOException {
        try (Scope scope = makeCurrent()) {
            delegate.onError(propagating(event));
        }
    }

    @Override
    public void onStartAsync(AsyncEvent event) throws IOException {
        try (Scope scope = makeCurrent()) {
            delegate.onStartAsync(propagating(event));
        }
    }

    private Scope makeCurrent() {
        return context.request().headers().makeCurrent();
    }

    /** A listener that stays on for the next async cycle adds itself to the event's context. */
    private AsyncEvent propagating(AsyncEvent event) {
        return new AsyncEvent(
                context.seenFor(event.getAsyncContext()),
                context.seenFor(event.getSuppliedRequest()),
                context.seenFor(event.getSuppliedResponse()),
                event.getThrowable());
    }
}
