// SPDX-License-Identifier: Apache-2.0
package io.headerhop.microprofile;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.spi.InboundScope;
import org.eclipse.microprofile.rest.client.ext.AsyncInvocationInterceptor;
import org.eclipse.microprofile.rest.client.ext.AsyncInvocationInterceptorFactory;
import org.jspecify.annotations.Nullable;

/** Hands the headers of a thread that calls an asynchronous method over to the thread that makes the call. */
final class ClientHandover implements AsyncInvocationInterceptorFactory {
    @Override
    public AsyncInvocationInterceptor newInterceptor() {
        return new Call();
    }

    /** One call. Its methods are called one after the other, on two threads. */
    private static final class Call implements AsyncInvocationInterceptor {
        private volatile CapturedHeaders headers = CapturedHeaders.none();
        private @Nullable InboundScope scope;

        @Override
        public void prepareContext() {
            headers = CapturedHeaders.current();
        }

        @Override
        public synchronized void applyContext() {
            end();
            scope = Adapters.makeCurrent(headers);
        }

        @Override
        public synchronized void removeContext() {
            end();
        }

        private void end() {
            InboundScope open = scope;
            if (open != null) {
                scope = null;
                // Whichever thread this is: not all clients end a call on the thread that made it.
                open.expire();
            }
        }
    }
}
