// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.spi.InboundScope;
import org.jspecify.annotations.Nullable;

/**
 * A part of a request's way through the server, during which its headers are current on one thread at a time; any
 * thread may begin or end it. Thread-safe; beginning again on the same thread, or ending again, has no effect.
 */
final class ServerStretch {
    private final CapturedHeaders headers;
    private @Nullable InboundScope scope;
    private @Nullable Thread thread;

    ServerStretch(CapturedHeaders headers) {
        this.headers = headers;
    }

    CapturedHeaders headers() {
        return headers;
    }

    /** Makes the headers current on this thread, and no longer on the one where this began before. */
    synchronized void begin() {
        if (scope != null && Thread.currentThread().equals(thread)) {
            return;
        }
        end();
        // Already current: through a servlet filter or an earlier stretch that is not over. It ends where it began.
        if (CapturedHeaders.current() != headers) {
            scope = Adapters.makeCurrent(headers);
            thread = Thread.currentThread();
        }
    }

    /** Whether this stretch has the headers current on the calling thread. */
    synchronized boolean isHere() {
        return Thread.currentThread().equals(thread);
    }

    synchronized void end() {
        if (scope == null) {
            return;
        }
        if (Thread.currentThread().equals(thread)) {
            scope.close();
        } else {
            scope.expire();
        }
        scope = null;
        thread = null;
    }
}
