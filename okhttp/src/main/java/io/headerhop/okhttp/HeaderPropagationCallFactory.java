// SPDX-License-Identifier: Apache-2.0
package io.headerhop.okhttp;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import java.io.IOException;
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
    private final OkHttpClient calls;
    private final OkHttpClient webSockets;

    private HeaderPropagationCallFactory(OkHttpClient client) {
        // Outermost, so that the user's interceptors see the caller's headers as current on the dispatcher's threads.
        OkHttpClient.Builder outermost = client.newBuilder();
        outermost.interceptors().add(0, HeaderPropagationCallFactory::proceedWithHeadersCurrent);
        OkHttpClient common = outermost.build();

        // Innermost, so that what the user's interceptors set is the caller's own; above the cache, which needs the
        // headers for Vary.
        OkHttpClient.Builder forCalls = common.newBuilder()
                .addInterceptor(chain -> CallHeaders.of(chain.call()).proceed(chain));
        // Before the user's network interceptors, so that they see each hop's request as it is sent.
        forCalls.networkInterceptors()
                .add(0, chain -> chain.proceed(CallHeaders.of(chain.call()).judge(chain.request())));
        calls = forCalls.build();

        webSockets = common.newBuilder()
                .addInterceptor(new WebSocketUpgrade(client.followRedirects(), client.followSslRedirects()))
                .followRedirects(false)
                .build();
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
        return new PropagatingCall(this, request, headers, calls.newCall(CallHeaders.tag(request, headers)));
    }

    /**
     * A web socket whose upgrade request has the headers that are current now. Its listener is called with nothing
     * current: messages belong to no inbound request.
     */
    @Override
    public WebSocket newWebSocket(Request request, WebSocketListener listener) {
        return webSockets.newWebSocket(CallHeaders.tag(request, CapturedHeaders.current()), listener);
    }

    private static Response proceedWithHeadersCurrent(Interceptor.Chain chain) throws IOException {
        try (Scope scope = CallHeaders.of(chain.call()).captured().makeCurrent()) {
            return chain.proceed(chain.request());
        }
    }
}
