// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import org.apache.cxf.continuations.Continuation;
import org.apache.cxf.continuations.ContinuationCallback;
import org.apache.cxf.continuations.ContinuationProvider;
import org.apache.cxf.message.Exchange;

/**
 * Suspends a request in CXF, and has the headers current in the callbacks that the application registered: the
 * container calls them when CXF is done with the request.
 */
record CxfContinuations(ContinuationProvider provider, Exchange exchange, CapturedHeaders headers)
        implements ContinuationProvider {
    @Override
    public Continuation getContinuation() {
        // A new continuation takes its callback from the exchange.
        ContinuationCallback callback = exchange.get(ContinuationCallback.class);
        if (callback != null && !(callback instanceof Callback)) {
            exchange.put(ContinuationCallback.class, new Callback(callback, headers));
        }
        return provider.getContinuation();
    }

    @Override
    public void complete() {
        provider.complete();
    }

    private record Callback(ContinuationCallback callback, CapturedHeaders headers) implements ContinuationCallback {
        @Override
        public void onComplete() {
            try (Scope scope = headers.makeCurrent()) {
                callback.onComplete();
            }
        }

        @Override
        public void onError(Throwable failure) {
            try (Scope scope = headers.makeCurrent()) {
                callback.onError(failure);
            }
        }

        @Override
        public void onDisconnect() {
            try (Scope scope = headers.makeCurrent()) {
                callback.onDisconnect();
            }
        }
    }
}
