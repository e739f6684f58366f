// SPDX-License-Identifier: Apache-2.0
package io.headerhop.httpclient;

import io.headerhop.CapturedHeaders;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.jspecify.annotations.Nullable;

/** The two places in the execution chain of a classic client. */
final class ClassicHandlers {
    /**
     * The calls under way, keyed by their {@code ExecRuntime}: it belongs to one call alone and to each of its hops, on
     * any thread, since a redirect's new scope has the same one. (Not a wrapper of our own: compiled against the lowest
     * version, it could not delegate methods added in newer ones. Nor the HttpContext, which several calls can share,
     * or the exchange's id, which anybody can choose.)
     */
    static final Map<ExecRuntime, Call> CALLS = new ConcurrentHashMap<>();

    private ClassicHandlers() {}

    record Call(CallHeaders headers, ClassicHttpRequest request, HttpHost host) {
        @SuppressWarnings("ReferenceEquality") // A later hop's request is another object.
        boolean isFirstHop(ClassicHttpRequest hop, HttpRoute route) {
            return hop == request && route.getTargetHost().equals(host);
        }
    }

    /** First in the chain, once for each call. */
    static ClassicHttpResponse onCall(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        if (CALLS.containsKey(scope.execRuntime)) {
            // Installed twice: the headers that the first one added would pass for the caller's.
            return chain.proceed(request, scope);
        }
        ClassicHttpRequest callers = scope.originalRequest;
        boolean sentBefore = CallHeaders.of(callers) != null;
        if (sentBefore) {
            callers = ClassicRequestBuilder.copy(callers).build();
            CallHeaders.removeCarried(callers);
            CallHeaders.removeCarried(request);
        }
        CallHeaders headers = CallHeaders.inject(CapturedHeaders.current(), request, scope.route);
        if (headers.isNothing()) {
            return chain.proceed(request, sentBefore ? withOriginal(scope, callers) : scope);
        }
        // The client copies every later attempt (authentication, retry, redirect) from the scope's original request,
        // which is the caller's own object.
        ClassicHttpRequest original = headers.original(callers, scope.route);
        CALLS.put(scope.execRuntime, new Call(headers, request, scope.route.getTargetHost()));
        try {
            return chain.proceed(request, withOriginal(scope, original));
        } finally {
            CALLS.remove(scope.execRuntime);
        }
    }

    /** Once for each hop, after the redirect handler and before the cache, which must see what is sent. */
    static ClassicHttpResponse onHop(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Call call = CALLS.get(scope.execRuntime);
        // Unknown if a handler stopped waiting for a thread that goes on, or runs several attempts at once.
        CallHeaders headers = call == null ? known(request, scope) : call.headers;
        if (headers == null || call != null && call.isFirstHop(request, scope.route)) {
            return chain.proceed(request, scope);
        }
        ClassicHttpRequest original =
                ClassicRequestBuilder.copy(scope.originalRequest).build();
        headers.follow(request, original, scope.route);
        return chain.proceed(request, withOriginal(scope, original));
    }

    private static @Nullable CallHeaders known(ClassicHttpRequest request, ExecChain.Scope scope) {
        CallHeaders headers = CallHeaders.of(request);
        return headers == null ? CallHeaders.of(scope.originalRequest) : headers;
    }

    private static ExecChain.Scope withOriginal(ExecChain.Scope scope, ClassicHttpRequest original) {
        return new ExecChain.Scope(scope.exchangeId, scope.route, original, scope.execRuntime, scope.clientContext);
    }
}
