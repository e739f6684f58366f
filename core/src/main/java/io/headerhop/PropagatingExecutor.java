// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Hands headers over with each task: those that are current then, or always the same. */
sealed class PropagatingExecutor implements Executor permits PropagatingExecutorService {
    static final Supplier<CapturedHeaders> CURRENT = CapturedHeaders::current;

    private final Executor delegate;
    private final Supplier<CapturedHeaders> headers;

    PropagatingExecutor(Executor delegate, Supplier<CapturedHeaders> headers) {
        this.delegate = Objects.requireNonNull(delegate);
        this.headers = headers;
    }

    /** Whether an executor hands over what is current by itself. */
    static boolean takesCurrent(Executor executor) {
        return executor instanceof PropagatingExecutor propagating && propagating.headers.equals(CURRENT);
    }

    /** Those of a task that is handed over now. */
    final CapturedHeaders headers() {
        return headers.get();
    }

    @Override
    public final void execute(Runnable task) {
        delegate.execute(headers().wrap(task));
    }
}
