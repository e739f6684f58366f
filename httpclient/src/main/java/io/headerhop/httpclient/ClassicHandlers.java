// SPDX-License-Identifier: Apache-2.0
package io.headerhop.httpclient;

import io.headerhop.CapturedHeaders;
import io.headerhop.spi.Injection;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.jspecify.annotations.Nullable;

/** The two places in the execution chain of a classic client. */
final class ClassicHandlers {
    /**
     * The calls that may be redirected now, keyed by their {@code ExecRuntime}: it belongs to one call alone and to
     * each of its hops, on any thread, since a redirect's new scope has the same one. (Not a wrapper of our own:
     * compiled against the lowest version, it could not delegate methods added in newer ones. Nor the HttpContext,
     * which several calls can share, or the exchange's id, which anybody can choose.) Up to the first answer that is
     * not a success, the scope has our {@link OriginalRequest}, and most calls end there.
     */
    static final Map<ExecRuntime, Injection> REDIRECTED = new ConcurrentHashMap<>();

    private ClassicHandlers() {}

    /** First in the chain, once for each call. */
    static ClassicHttpResponse onCall(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        ClassicHttpRequest callers = scope.originalRequest;
        if (callers instanceof OriginalRequest) {
            // Installed twice: the headers that the first one added would pass for the caller's.
            return chain.proceed(request, scope);
        }
        boolean sentBefore = CallHeaders.hasCarried(callers);
        if (sentBefore) {
            callers = ClassicRequestBuilder.copy(callers).build();
            CallHeaders.removeCarried(callers);
            CallHeaders.removeCarried(request);
        }
        Injection injection = CallHeaders.inject(CapturedHeaders.current(), request, scope.route);
        if (injection.isNothing()) {
            return chain.proceed(request, sentBefore ? withOriginal(scope, callers) : scope);
        }
        // The client copies every later attempt (authentication, retry, redirect) from the scope's original request,
        // which is the caller's own object.
        OriginalRequest.Classic original =
                new OriginalRequest.Classic(callers, injection, request, scope.route.getTargetHost());
        try {
            return chain.proceed(request, withOriginal(scope, original));
        } finally {
            original.end();
        }
    }

    /** Once for each hop, after the redirect handler and before the cache, which must see what is sent. */
    static ClassicHttpResponse onHop(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        if (!(scope.originalRequest instanceof OriginalRequest.Classic original)) {
            return onKnownHop(injectionOf(request, scope), request, scope, chain);
        }
        ClassicHttpResponse response = original.isFirstHop(request, scope.route)
                ? chain.proceed(request, scope)
                : onKnownHop(original.injection(), request, scope, chain);
        if (response.getCode() >= HttpStatus.SC_REDIRECTION) {
            original.expectRedirect(scope.execRuntime);
        }
        return response;
    }

    private static ClassicHttpResponse onKnownHop(
            @Nullable Injection injection, ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        if (injection == null) {
            return chain.proceed(request, scope);
        }
        ClassicHttpRequest original =
                ClassicRequestBuilder.copy(scope.originalRequest).build();
        CallHeaders.follow(injection, request, original, scope.route);
        return chain.proceed(request, withOriginal(scope, original));
    }

    /** By its headers if a handler stopped waiting for a thread that goes on. Null if it is no call of ours. */
    private static @Nullable Injection injectionOf(ClassicHttpRequest request, ExecChain.Scope scope) {
        // Asked first, since most often there are none, and the hash code of a new object costs more.
        Injection injection = REDIRECTED.isEmpty() ? null : REDIRECTED.get(scope.execRuntime);
        return injection == null ? CallHeaders.injectionOf(request, scope.originalRequest) : injection;
    }

    private static ExecChain.Scope withOriginal(ExecChain.Scope scope, ClassicHttpRequest original) {
        return new ExecChain.Scope(scope.exchangeId, scope.route, original, scope.execRuntime, scope.clientContext);
    }
}
