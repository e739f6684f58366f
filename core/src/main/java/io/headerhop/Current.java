// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import io.headerhop.spi.InboundScope;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What is current on each thread: a stack of open scopes, linked from the innermost one outwards, whose top is in a
 * slot that the thread keeps. A scope that ends on its own thread takes those inside it along, which somebody forgot to
 * close. One that ends on another thread leaves the slot at once if it is the top, and else when those inside have
 * ended.
 */
final class Current {
    // A thread keeps its slot, empty: set and removed, an entry for each request would cost three times as much. Class
    // and content of an empty slot are the JDK's, so that it holds nothing of a stopped application. Not inheritable: a
    // pool's thread would keep the headers of the request under which it happened to be started.
    private static final ThreadLocal<@Nullable AtomicReference<@Nullable OpenScope>> SLOT = new ThreadLocal<>();

    private Current() {}

    static CapturedHeaders get() {
        AtomicReference<@Nullable OpenScope> slot = SLOT.get();
        OpenScope scope = slot == null ? null : innermost(slot);
        return scope == null ? CapturedHeaders.none() : scope.headers;
    }

    static OpenScope push(CapturedHeaders headers) {
        AtomicReference<@Nullable OpenScope> slot = SLOT.get();
        if (slot == null) {
            slot = new AtomicReference<>();
            SLOT.set(slot);
        }
        OpenScope scope = new OpenScope(headers, slot);
        OpenScope outer;
        do {
            outer = innermost(slot);
            scope.putInside(outer);
        } while (!slot.compareAndSet(outer, scope));
        return scope;
    }

    /** The innermost scope that is open, which is then in the slot. Called on any thread. */
    private static @Nullable OpenScope innermost(AtomicReference<@Nullable OpenScope> slot) {
        while (true) {
            OpenScope top = slot.get();
            OpenScope open = firstOpen(top);
            if (open == top || slot.compareAndSet(top, open)) {
                return open;
            }
        }
    }

    private static @Nullable OpenScope firstOpen(@Nullable OpenScope scope) {
        OpenScope open = scope;
        while (open != null && open.ended) {
            open = open.outer;
        }
        return open;
    }

    static final class OpenScope implements Scope, InboundScope {
        private final CapturedHeaders headers;
        private final AtomicReference<@Nullable OpenScope> slot;
        private final Thread thread = Thread.currentThread();
        // Written on this scope's own thread only. Another one may read what it was before: then it only passes more
        // scopes that have ended.
        private @Nullable OpenScope outer;
        // How many scopes there were from here outwards, those that had ended included.
        private int depth;
        private volatile boolean ended;
        private volatile boolean closed;

        OpenScope(CapturedHeaders headers, AtomicReference<@Nullable OpenScope> slot) {
            this.headers = headers;
            this.slot = slot;
        }

        void putInside(@Nullable OpenScope outer) {
            this.outer = outer;
            depth = outer == null ? 1 : outer.depth + 1;
            // Scopes that others end under one that stays open would pile up. Looked for each time that their number
            // has doubled, this costs next to nothing.
            if (depth > 8 && Integer.bitCount(depth) == 1) {
                forgetEndedOnes();
            }
        }

        private void forgetEndedOnes() {
            depth = 0;
            for (OpenScope scope = this; scope != null; scope = scope.outer) {
                scope.outer = firstOpen(scope.outer);
                depth++;
            }
        }

        @Override
        public void close() {
            boolean here = thread.equals(Thread.currentThread());
            boolean closedBefore = closed;
            boolean endedBefore = ended;
            closed = true;
            // Also where this scope has ended before, on another thread: what is inside ends here or never.
            boolean someInside = here && endThoseInside();
            expire();
            if (here) {
                // Somebody may hold on to this scope; that must not keep those around it alive.
                outer = null;
            }
            // Last: the observer is the user's code.
            if (someInside) {
                report(PropagationEvent.SCOPE_CLOSED_OUT_OF_ORDER);
            } else if (closedBefore) {
                report(PropagationEvent.SCOPE_CLOSED_TWICE);
            } else if (!here && !endedBefore) {
                report(PropagationEvent.SCOPE_CLOSED_ON_OTHER_THREAD);
            }
        }

        /** Whether there were any. */
        private boolean endThoseInside() {
            OpenScope top = slot.get();
            OpenScope found = top;
            while (found != null && found != this) {
                found = found.outer;
            }
            boolean some = false;
            // Not there: it was the innermost one when it ended, or was forgotten since.
            for (OpenScope inside = top; found != null && inside != null && inside != this; inside = inside.outer) {
                some |= !inside.ended;
                inside.ended = true;
            }
            return some;
        }

        @Override
        public void expire() {
            ended = true;
            innermost(slot);
        }

        private void report(PropagationEvent event) {
            // A virtual thread has no name unless it is given one.
            String name = thread.getName();
            headers.rules().report(event, name.isEmpty() ? "thread " + thread.getId() : name);
        }
    }
}
