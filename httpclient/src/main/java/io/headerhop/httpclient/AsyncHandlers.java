// SPDX-License-Identifier: Apache-2.0
package io.headerhop.httpclient;

import io.headerhop.CapturedHeaders;
import java.io.IOException;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.concurrent.CancellableDependency;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.support.BasicRequestBuilder;
import org.jspecify.annotations.Nullable;

/** The two places in the execution chain of an asynchronous client. */
final class AsyncHandlers {
    private AsyncHandlers() {}

    /**
     * The state of one call. It travels as the dependency of the chain's scope, the only part that belongs to this call
     * alone and survives redirects and retries unchanged; several calls can share one HttpContext.
     */
    private record Call(CancellableDependency dependency, CallHeaders headers, HttpRequest request, HttpHost host)
            implements CancellableDependency {
        @SuppressWarnings("ReferenceEquality") // A later hop's request is another object.
        boolean isFirstHop(HttpRequest hop, HttpRoute route) {
            return hop == request && route.getTargetHost().equals(host);
        }

        @Override
        public void setDependency(Cancellable cancellable) {
            dependency.setDependency(cancellable);
        }

        @Override
        public boolean isCancelled() {
            return dependency.isCancelled();
        }

        @Override
        public boolean cancel() {
            return dependency.cancel();
        }
    }

    /** First in the chain, on the caller's thread. */
    static void onCall(
            HttpRequest request,
            @Nullable AsyncEntityProducer body,
            AsyncExecChain.Scope scope,
            AsyncExecChain chain,
            AsyncExecCallback callback)
            throws IOException, HttpException {
        if (scope.cancellableDependency instanceof Call) {
            // Before 5.3, a retry starts again at the first handler, on a scheduler's thread. Or this is installed
            // twice.
            chain.proceed(request, body, scope, callback);
            return;
        }
        HttpRequest callers = scope.originalRequest;
        if (CallHeaders.of(callers) != null) {
            callers = BasicRequestBuilder.copy(callers).build();
            CallHeaders.removeCarried(callers);
            CallHeaders.removeCarried(request);
        }
        CapturedHeaders captured = CapturedHeaders.current();
        CallHeaders headers = CallHeaders.inject(captured, request, scope.route);
        // The client copies later attempts from the scope's original request: the caller's own object.
        HttpRequest original = headers.original(callers, scope.route);
        CancellableDependency call =
                new Call(scope.cancellableDependency, headers, request, scope.route.getTargetHost());
        chain.proceed(request, body, scopeWith(scope, original, call), new CallersCallback(captured, callback));
    }

    /** Once for each hop, after the redirect handler and before the cache, which must see what is sent. */
    static void onHop(
            HttpRequest request,
            @Nullable AsyncEntityProducer body,
            AsyncExecChain.Scope scope,
            AsyncExecChain chain,
            AsyncExecCallback callback)
            throws IOException, HttpException {
        Call call = scope.cancellableDependency instanceof Call known ? known : null;
        // Unknown if a handler has replaced the scope's dependency.
        CallHeaders headers = call == null ? known(request, scope) : call.headers;
        if (headers == null || call != null && call.isFirstHop(request, scope.route)) {
            chain.proceed(request, body, scope, callback);
            return;
        }
        HttpRequest original = BasicRequestBuilder.copy(scope.originalRequest).build();
        headers.follow(request, original, scope.route);
        chain.proceed(request, body, scopeWith(scope, original, scope.cancellableDependency), callback);
    }

    private static @Nullable CallHeaders known(HttpRequest request, AsyncExecChain.Scope scope) {
        CallHeaders headers = CallHeaders.of(request);
        return headers == null ? CallHeaders.of(scope.originalRequest) : headers;
    }

    private static AsyncExecChain.Scope scopeWith(
            AsyncExecChain.Scope scope, HttpRequest original, CancellableDependency dependency) {
        return new AsyncExecChain.Scope(
                scope.exchangeId,
                scope.route,
                original,
                dependency,
                scope.clientContext,
                scope.execRuntime,
                scope.scheduler,
                scope.execCount);
    }
}
