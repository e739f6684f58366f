package io.headerhop.httpclient;

import io.headerhop.CapturedHeaders;
import io.headerhop.Injection;
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
     * What belongs to one call. It travels as the dependency of the chain's scope, the only part that is this call's
     * own and goes through redirects and retries as it is; the HttpContext can belong to several calls at once.
     */
    private record Call(CancellableDependency dependency, Injection injection, HttpRequest request)
            implements CancellableDependency {
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
            // Before 5.3 a retry begins at the first handler again, on a scheduler's thread. Or installed twice.
            chain.proceed(request, body, scope, callback);
            return;
        }
        // The client copies later attempts from the scope's original request, which is the caller's own object.
        HttpRequest original = BasicRequestBuilder.copy(scope.originalRequest).build();
        Injection injection = RequestWriter.inject(request, original, scope.route);
        CancellableDependency call = new Call(scope.cancellableDependency, injection, request);
        chain.proceed(
                request,
                body,
                scopeWith(scope, original, call),
                new CallersCallback(CapturedHeaders.current(), callback));
    }

    /** After the handler of redirects and before that of the cache, which must see what is sent: once for each hop. */
    @SuppressWarnings("ReferenceEquality") // The request of a later hop is another object.
    static void onHop(
            HttpRequest request,
            @Nullable AsyncEntityProducer body,
            AsyncExecChain.Scope scope,
            AsyncExecChain chain,
            AsyncExecCallback callback)
            throws IOException, HttpException {
        if (!(scope.cancellableDependency instanceof Call call) || call.request == request) {
            chain.proceed(request, body, scope, callback);
            return;
        }
        RequestWriter.follow(call.injection, request, scope.route);
        // Before 5.5 the scope still has the first hop's original request, headers and all.
        HttpRequest original = BasicRequestBuilder.copy(request).build();
        chain.proceed(request, body, scopeWith(scope, original, call), callback);
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
