// SPDX-License-Identifier: Apache-2.0
package io.headerhop.httpclient;

import io.headerhop.CapturedHeaders;
import io.headerhop.spi.Injection;
import java.io.IOException;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.concurrent.CancellableDependency;
import org.apache.hc.core5.http.HttpException;
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
    private record Call(CancellableDependency dependency, OriginalRequest original) implements CancellableDependency {
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
        if (CallHeaders.hasCarried(callers)) {
            callers = BasicRequestBuilder.copy(callers).build();
            CallHeaders.removeCarried(callers);
            CallHeaders.removeCarried(request);
        }
        CapturedHeaders captured = CapturedHeaders.current();
        Injection injection = CallHeaders.inject(captured, request, scope.route);
        // The client copies later attempts from the scope's original request: the caller's own object.
        OriginalRequest original = new OriginalRequest(callers, injection, request, scope.route.getTargetHost());
        CancellableDependency call = new Call(scope.cancellableDependency, original);
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
        OriginalRequest known = scope.cancellableDependency instanceof Call call ? call.original : null;
        // Unknown if a handler has replaced the scope's dependency.
        Injection injection =
                known == null ? CallHeaders.injectionOf(request, scope.originalRequest) : known.injection();
        if (injection == null || known != null && known.isFirstHop(request, scope.route)) {
            chain.proceed(request, body, scope, callback);
            return;
        }
        HttpRequest original = BasicRequestBuilder.copy(scope.originalRequest).build();
        CallHeaders.follow(injection, request, original, scope.route);
        chain.proceed(request, body, scopeWith(scope, original, scope.cancellableDependency), callback);
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
