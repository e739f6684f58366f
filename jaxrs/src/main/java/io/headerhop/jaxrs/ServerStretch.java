// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.spi.InboundScope;
import org.jspecify.annotations.Nullable;

/**
 * A part of a request's way through the server, during which its headers are current on one thread at a time; any
 * thread begins and ends it. Safe for use by many threads; beginning and ending twice have no effect.
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
        // Current already: by a servlet filter, or in an earlier stretch that is not over. It ends where it began.
        if (CapturedHeaders.current() != headers) {
            scope = Adapters.makeCurrent(headers);
            thread = Thread.currentThread();
        }
    }

    /** Whether this thread is where the headers are current by this. */
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
