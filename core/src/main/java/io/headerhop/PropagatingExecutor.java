package io.headerhop;

import java.util.Objects;
import java.util.concurrent.Executor;

/** Hands the current headers over with each task. */
sealed class PropagatingExecutor implements Executor permits PropagatingExecutorService {
    private final Executor delegate;

    PropagatingExecutor(Executor delegate) {
        this.delegate = Objects.requireNonNull(delegate);
    }

    @Override
    public final void execute(Runnable task) {
        delegate.execute(CapturedHeaders.current().wrap(task));
    }
}
