// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jdkhttpclient;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Runs the application's push promise handler, and what it accepts, with the caller's headers current. Nothing is
 * injected: the server has made the request up and answers it itself.
 *
 * @param initiating the request as the application knows it
 */
record CallersPushes<T>(CapturedHeaders headers, Supplier<HttpRequest> initiating, PushPromiseHandler<T> handler)
        implements PushPromiseHandler<T> {
    @Override
    public void applyPushPromise(
            HttpRequest initiatingRequest,
            HttpRequest pushPromiseRequest,
            Function<BodyHandler<T>, CompletableFuture<HttpResponse<T>>> acceptor) {
        try (Scope scope = headers.makeCurrent()) {
            handler.applyPushPromise(
                    initiating.get(),
                    pushPromiseRequest,
                    body -> CallersFuture.of(headers, acceptor.apply(answer -> {
                        try (Scope current = headers.makeCurrent()) {
                            return CallersSubscriber.of(headers, body.apply(answer));
                        }
                    })));
        }
    }
}
