// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jdkhttpclient;

import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer that redirects. As the client itself does, it reads a short one, so that the connection can be
 * used again, and gives up on any other: it may be endless. How a body ends makes no difference.
 */
final class IgnoredBody<T> implements BodySubscriber<T> {
    private static final int SHORT = 1024;

    private final boolean isShort;
    private final CompletableFuture<@Nullable T> end = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;
    private boolean discarded;

    IgnoredBody(ResponseInfo answer) {
        long length = answer.headers().firstValueAsLong("Content-Length").orElse(-1);
        isShort = length >= 0 && length <= SHORT;
        if (!isShort) {
            end.complete(null);
        }
    }

    @Override
    @SuppressWarnings("NullAway") // Nobody is shown this body.
    public CompletionStage<T> getBody() {
        return end;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        if (isShort) {
            subscription.request(Long.MAX_VALUE);
            return;
        }
        synchronized (this) {
            if (!discarded) {
                this.subscription = subscription;
                return;
            }
        }
        subscription.cancel();
    }

    /** Once the client has completed the response: it would fail if it were cancelled before. */
    void discard() {
        Flow.Subscription open;
        synchronized (this) {
            discarded = true;
            open = subscription;
        }
        if (open != null) {
            open.cancel();
        }
    }

    @Override
    public void onNext(List<ByteBuffer> item) {}

    @Override
    public void onError(Throwable failure) {
        end.complete(null);
    }

    @Override
    public void onComplete() {
        end.complete(null);
    }
}
