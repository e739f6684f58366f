// SPDX-License-Identifier: Apache-2.0
package io.headerhop.okhttp;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import java.io.IOException;
import okhttp3.Authenticator;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;

/**
 * Makes OkHttp calls that carry the headers current where the call is made. Immutable and safe to share between
 * threads.
 *
 * <pre>{@code
 * HeaderPropagationCallFactory calls = HeaderPropagationCallFactory.create(client);
 * calls.newCall(request).enqueue(callback);
 * }</pre>
 *
 * A call takes what is current when {@code newCall} or {@code clone} is called; the same request sent again while
 * serving another inbound request carries that one's headers. They are current in the client's interceptors and in the
 * callback, on any thread. Calls made by the client itself rather than by this factory carry nothing.
 */
public final class HeaderPropagationCallFactory implements Call.Factory, WebSocket.Factory {
    private static final Interceptor CONTINUE = chain -> chain.proceed(chain.request());

    private final OkHttpClient client;
    private final OkHttpClient calls;
    private final OkHttpClient webSockets;
    // Where interceptors can change a request, it is theirs first: what they set is the caller's own.
    private final boolean injectsLater;
    // Then nobody can see what is current there, and a call with nothing to carry is the client's own.
    private final boolean hasNoCodeInside;

    private HeaderPropagationCallFactory(OkHttpClient client) {
        this.client = client;
        injectsLater = !client.interceptors().isEmpty();
        // Innermost, and above the cache, which needs the headers for Vary.
        calls = clientOf(client, injectsLater ? HeaderPropagationCallFactory::inject : CONTINUE);
        hasNoCodeInside = hasNoCodeInside(client);
        webSockets = clientOf(client, new WebSocketUpgrade(client.followRedirects(), client.followSslRedirects()))
                .newBuilder()
                .followRedirects(false)
                .build();
    }

    private static OkHttpClient clientOf(OkHttpClient client, Interceptor innermost) {
        OkHttpClient.Builder builder = client.newBuilder().addInterceptor(innermost);
        builder.interceptors().set(0, new CurrentInside(builder.interceptors().get(0)));
        // Before the user's network interceptors, so that they see each hop's request as it is sent.
        builder.networkInterceptors().add(0, HeaderPropagationCallFactory::judge);
        return builder.build();
    }

    private static boolean hasNoCodeInside(OkHttpClient client) {
        return client.interceptors().isEmpty()
                && client.networkInterceptors().isEmpty()
                && client.authenticator() == Authenticator.NONE
                && client.proxyAuthenticator() == Authenticator.NONE;
    }

    /**
     * Returns a factory whose calls behave like this client's: they share its interceptors, event listeners, cache,
     * dispatcher and connections. The client itself does not change.
     */
    public static HeaderPropagationCallFactory create(OkHttpClient client) {
        Adapters.outbound("OkHttp");
        return new HeaderPropagationCallFactory(client);
    }

    /** A call with the headers that are current now; it can be executed at any time and on any thread. */
    @Override
    public Call newCall(Request request) {
        CapturedHeaders headers = CapturedHeaders.current();
        Request carrying = injectsLater ? null : CallHeaders.injected(request, headers);
        Call call = carrying == null && hasNoCodeInside
                ? client.newCall(request)
                : calls.newCall(carrying == null ? CallHeaders.tag(request, headers) : carrying);
        return new PropagatingCall(this, request, headers, call);
    }

    /**
     * A web socket whose upgrade request has the headers that are current now. Its listener is called with nothing
     * current: messages belong to no inbound request.
     */
    @Override
    public WebSocket newWebSocket(Request request, WebSocketListener listener) {
        return webSockets.newWebSocket(CallHeaders.tag(request, CapturedHeaders.current()), listener);
    }

    private static Response inject(Interceptor.Chain chain) throws IOException {
        CallHeaders headers = CallHeaders.of(chain.call());
        return headers == null ? chain.proceed(chain.request()) : headers.proceed(chain);
    }

    private static Response judge(Interceptor.Chain chain) throws IOException {
        CallHeaders headers = CallHeaders.of(chain.call());
        return chain.proceed(headers == null ? chain.request() : headers.judge(chain.request()));
    }
}
