// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jdkhttpclient;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * What {@code sendAsync} returns: completed with the caller's headers current, so that continuations see them, and
 * those of continuations. To cancel it, or what was derived from it, cancels the call.
 */
final class CallersFuture<T> extends CompletableFuture<T> {
    /** What is cancelled. */
    @FunctionalInterface
    interface Call {
        boolean cancel(boolean mayInterruptIfRunning);
    }

    private final CapturedHeaders headers;
    private final Call call;

    CallersFuture(CapturedHeaders headers, Call call) {
        this.headers = headers;
        this.call = call;
    }

    /** Ends as this one does, with these headers current. */
    @SuppressWarnings("FutureReturnValueIgnored")
    static <T> CompletableFuture<T> of(CapturedHeaders headers, CompletableFuture<T> future) {
        CallersFuture<T> result = new CallersFuture<>(headers, future::cancel);
        future.whenComplete((value, failure) -> {
            if (failure == null) {
                result.succeed(value);
            } else {
                result.fail(failure);
            }
        });
        return result;
    }

    void succeed(T value) {
        try (Scope scope = headers.makeCurrent()) {
            complete(value);
        }
    }

    /** Where the call was cancelled through another future, this one fails: it is not cancelled itself. */
    void fail(Throwable failure) {
        try (Scope scope = headers.makeCurrent()) {
            completeExceptionally(
                    failure instanceof CancellationException ? new CompletionException(failure) : failure);
        }
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CallersFuture<>(headers, call);
    }

    /** Where continuations run that are to be asynchronous and were given no executor. */
    @Override
    public Executor defaultExecutor() {
        return headers.executor(super.defaultExecutor());
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean wasDone = isDone();
        // First, so that this one is cancelled, and not failed by the end of the call.
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        return !wasDone && call.cancel(mayInterruptIfRunning) || cancelled;
    }

    /** Not allowed, as with the client's own. */
    @Override
    public void obtrudeValue(T value) {
        throw new UnsupportedOperationException();
    }

    /** Not allowed, as with the client's own. */
    @Override
    public void obtrudeException(Throwable failure) {
        throw new UnsupportedOperationException();
    }
}
