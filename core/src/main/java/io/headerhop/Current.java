package io.headerhop;

import org.jspecify.annotations.Nullable;

/**
 * What is current on each thread: a stack of open scopes, linked from the innermost one outwards. Scopes that ended out
 * of turn stay linked until the thread looks again, and are passed over.
 */
final class Current {
    // Not inheritable: a pool's thread would keep the headers of the request under which it happened to be started.
    private static final ThreadLocal<@Nullable OpenScope> INNERMOST = new ThreadLocal<>();

    private Current() {}

    static CapturedHeaders get() {
        OpenScope scope = innermost();
        return scope == null ? CapturedHeaders.none() : scope.headers;
    }

    static Scope push(CapturedHeaders headers) {
        OpenScope outer = innermost();
        if (outer == null && headers.isEmpty()) {
            return NothingToClose.INSTANCE;
        }
        OpenScope scope = new OpenScope(headers, outer);
        INNERMOST.set(scope);
        return scope;
    }

    private static @Nullable OpenScope innermost() {
        OpenScope top = INNERMOST.get();
        if (top == null || !top.ended) {
            return top;
        }
        OpenScope open = top.outer;
        while (open != null && open.ended) {
            open = open.outer;
        }
        if (open == null) {
            // Leave nothing of ours on a pooled thread: an entry would keep a stopped application's classes alive.
            INNERMOST.remove();
        } else {
            INNERMOST.set(open);
        }
        return open;
    }

    private static final class OpenScope implements Scope {
        private final CapturedHeaders headers;
        // Read and written on this scope's own thread only.
        private @Nullable OpenScope outer;
        private final Thread thread = Thread.currentThread();
        private volatile boolean ended;
        private volatile boolean closed;

        OpenScope(CapturedHeaders headers, @Nullable OpenScope outer) {
            this.headers = headers;
            this.outer = outer;
        }

        @Override
        public void close() {
            if (closed) {
                report(PropagationEvent.SCOPE_CLOSED_TWICE);
                return;
            }
            closed = true;
            boolean expired = ended;
            ended = true;
            if (!thread.equals(Thread.currentThread())) {
                if (!expired) {
                    report(PropagationEvent.SCOPE_CLOSED_ON_OTHER_THREAD);
                }
                return;
            }
            if (!expired && hasOpenScopeInside()) {
                report(PropagationEvent.SCOPE_CLOSED_OUT_OF_ORDER);
            }
            OpenScope top = innermost();
            // Scopes closed hand over hand would otherwise pile up under one that is always open.
            while (top != null && top.outer != null && top.outer.ended) {
                top.outer = top.outer.outer;
            }
        }

        private boolean hasOpenScopeInside() {
            for (OpenScope inside = INNERMOST.get(); inside != null && inside != this; inside = inside.outer) {
                if (!inside.ended) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public void expire() {
            ended = true;
        }

        private void report(PropagationEvent event) {
            headers.rules().report(event, thread.getName());
        }
    }

    /** Nothing was current and nothing was made current: the thread is left without an entry. */
    private enum NothingToClose implements Scope {
        INSTANCE;

        @Override
        public void close() {}

        @Override
        public void expire() {}
    }
}
