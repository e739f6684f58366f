package io.headerhop.httpclient;

import io.headerhop.Injection;
import java.io.IOException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.jspecify.annotations.Nullable;

/** The two places in the execution chain of a classic client. */
final class ClassicHandlers {
    /**
     * The call in whose chain this thread is. A classic call stays on its thread as far as redirects are concerned, and
     * nothing else could tell: of the chain's scope, a redirect makes a new one; the HttpContext can belong to several
     * calls at once.
     */
    private static final ThreadLocal<@Nullable Call> CALL = new ThreadLocal<>();

    private ClassicHandlers() {}

    private record Call(Injection injection, ClassicHttpRequest request, ClassicHttpRequest original) {}

    /** First in the chain, once for each call. */
    @SuppressWarnings("ReferenceEquality") // Only the call's own copy says that this handler was here already.
    static ClassicHttpResponse onCall(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Call outer = CALL.get();
        if (outer != null && outer.original == scope.originalRequest) {
            // Installed twice: what the first one added would pass for headers that the caller set.
            return chain.proceed(request, scope);
        }
        // The client copies every later attempt (authentication, retry, redirect) from the scope's original request,
        // which is the caller's own object.
        ClassicHttpRequest original =
                ClassicRequestBuilder.copy(scope.originalRequest).build();
        Injection injection = RequestWriter.inject(request, original, scope.route);
        CALL.set(new Call(injection, request, original));
        try {
            return chain.proceed(request, withOriginal(scope, original));
        } finally {
            if (outer == null) {
                CALL.remove();
            } else {
                CALL.set(outer);
            }
        }
    }

    /** After the handler of redirects and before that of the cache, which must see what is sent: once for each hop. */
    @SuppressWarnings("ReferenceEquality") // The request of a later hop is another object.
    static ClassicHttpResponse onHop(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Call call = CALL.get();
        if (call == null || call.request == request) {
            return chain.proceed(request, scope);
        }
        RequestWriter.follow(call.injection, request, scope.route);
        // Before 5.5 the scope still has the first hop's original request, headers and all.
        return chain.proceed(
                request, withOriginal(scope, ClassicRequestBuilder.copy(request).build()));
    }

    private static ExecChain.Scope withOriginal(ExecChain.Scope scope, ClassicHttpRequest original) {
        return new ExecChain.Scope(scope.exchangeId, scope.route, original, scope.execRuntime, scope.clientContext);
    }
}
