// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hands headers over with each task that runs once. A task that recurs belongs to no request, though one may have
 * scheduled it: it runs with nothing current.
 */
final class PropagatingScheduledExecutorService extends PropagatingExecutorService implements ScheduledExecutorService {
    private final ScheduledExecutorService delegate;

    PropagatingScheduledExecutorService(ScheduledExecutorService delegate, Supplier<CapturedHeaders> headers) {
        super(delegate, headers);
        this.delegate = delegate;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return delegate.schedule(headers().wrap(task), delay, unit);
    }

    @Override
    public <V extends @Nullable Object> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
        return delegate.schedule(headers().wrapCallable(task), delay, unit);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long initialDelay, long period, TimeUnit unit) {
        return delegate.scheduleAtFixedRate(CapturedHeaders.none().wrap(task), initialDelay, period, unit);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long initialDelay, long delay, TimeUnit unit) {
        return delegate.scheduleWithFixedDelay(CapturedHeaders.none().wrap(task), initialDelay, delay, unit);
    }
}
