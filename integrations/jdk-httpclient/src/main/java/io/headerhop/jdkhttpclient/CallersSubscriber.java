// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jdkhttpclient;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Runs a body subscriber with the caller's headers current. */
final class CallersSubscriber<T> implements BodySubscriber<T> {
    // They run no code of the application's. The client reads from its own more directly than from others.
    private static final Set<Class<?>> PLAIN = Set.of(
            BodySubscribers.ofByteArray().getClass(),
            BodySubscribers.ofInputStream().getClass(),
            BodySubscribers.discarding().getClass());

    private final CapturedHeaders headers;
    private final BodySubscriber<T> subscriber;

    private CallersSubscriber(CapturedHeaders headers, BodySubscriber<T> subscriber) {
        this.headers = headers;
        this.subscriber = subscriber;
    }

    @SuppressWarnings("ReferenceEquality")
    static <T> BodySubscriber<T> of(CapturedHeaders headers, BodySubscriber<T> subscriber) {
        // Null is an error of the application's, which the client reports.
        return subscriber == null || PLAIN.contains(subscriber.getClass())
                ? subscriber
                : new CallersSubscriber<>(headers, subscriber);
    }

    @Override
    public CompletionStage<T> getBody() {
        try (Scope scope = headers.makeCurrent()) {
            return subscriber.getBody();
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        try (Scope scope = headers.makeCurrent()) {
            subscriber.onSubscribe(subscription);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> item) {
        try (Scope scope = headers.makeCurrent()) {
            subscriber.onNext(item);
        }
    }

    @Override
    public void onError(Throwable failure) {
        try (Scope scope = headers.makeCurrent()) {
            subscriber.onError(failure);
        }
    }

    @Override
    public void onComplete() {
        try (Scope scope = headers.makeCurrent()) {
            subscriber.onComplete();
        }
    }
}
