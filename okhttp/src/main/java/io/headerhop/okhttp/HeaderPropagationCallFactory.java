// SPDX-License-Identifier: Apache-2.0
package io.headerhop.okhttp;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.spi.Address;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;

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
 * callback, on any thread. Calls made by the client itself rather than by this factory carry nothing, unless it was
 * built with {@link HeaderPropagationInterceptors}.
 */
public final class HeaderPropagationCallFactory implements Call.Factory, WebSocket.Factory {
    private final OkHttpClient client;
    private final OkHttpClient calls;
    // For requests with a body, which is the user's code and may be written on the dispatcher's threads.
    private final OkHttpClient callsWithBody;
    private final OkHttpClient webSockets;
    private final InsideCalls inside;
    // Most calls go where the one before went. An address is immutable: no thread can see half of one.
    private @Nullable Address lastAddress;

    private HeaderPropagationCallFactory(OkHttpClient given) {
        // A new client, not a subclass whose newCall may be this factory's.
        client = InstalledCalls.clientWithout(given).newBuilder().build();
        inside = InsideCalls.of(client);
        OkHttpClient.Builder forCalls = client.newBuilder();
        switch (inside) {
            case NO_CODE -> {}
            case SOME_CODE -> CurrentInside.install(forCalls.addInterceptor(chain -> chain.proceed(chain.request())));
            // Above the cache, which needs the headers for Vary.
            case INTERCEPTORS ->
                CurrentInside.install(forCalls.addInterceptor(
                        chain -> CallHeaders.of(chain.call()).injectAndProceed(chain)));
        }
        // Before the user's network interceptors, so that they see each hop's request as it is sent.
        forCalls.networkInterceptors().add(0, CallHeaders::judgeAndProceed);
        calls = forCalls.build();
        callsWithBody = inside == InsideCalls.NO_CODE
                ? CurrentInside.install(forCalls.addInterceptor(chain -> chain.proceed(chain.request())))
                        .build()
                : calls;

        webSockets = CurrentInside.install(client.newBuilder()
                        .addInterceptor(new WebSocketUpgrade(client.followRedirects(), client.followSslRedirects()))
                        .followRedirects(false))
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
        return new PropagatingCall(this, request, headers, callOf(request, headers));
    }

    private Call callOf(Request request, CapturedHeaders headers) {
        if (inside != InsideCalls.INTERCEPTORS) {
            Request carrying = Injected.into(request, headers, addressOf(request.url()));
            if (carrying != null) {
                return (request.body() == null ? calls : callsWithBody).newCall(carrying);
            }
            if (inside == InsideCalls.NO_CODE) {
                return client.newCall(request);
            }
        }
        return calls.newCall(CallHeaders.tag(request, headers));
    }

    private Address addressOf(HttpUrl url) {
        Address address = lastAddress;
        if (address == null || address.port() != url.port() || !address.host().equals(url.host())) {
            address = Injected.addressOf(url);
            lastAddress = address;
        }
        return address;
    }

    /**
     * A web socket whose upgrade request has the headers that are current now. Its listener is called with nothing
     * current: messages belong to no inbound request.
     */
    @Override
    public WebSocket newWebSocket(Request request, WebSocketListener listener) {
        return webSockets.newWebSocket(CallHeaders.tag(request, CapturedHeaders.current()), listener);
    }
}
