// SPDX-License-Identifier: Apache-2.0
package io.headerhop.okhttp;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/**
 * The calls of a client that was built with {@link HeaderPropagationInterceptors}, and of clients derived from it. A
 * client asks for an event listener on the thread that makes a call, or a clone of one: the only code that OkHttp runs
 * there. The interceptors find the call again, on any thread.
 */
final class InstalledCalls implements EventListener.Factory {
    // Weak, since nobody tells when a call is done with: it may never be executed, and an interceptor that came to stand
    // in front of ours may proceed again. The values do not refer to the calls.
    private final Map<Call, CallHeaders> calls = Collections.synchronizedMap(new WeakHashMap<>());
    private final EventListener.Factory listeners;
    private final AtomicBoolean warnedOfWebSocket = new AtomicBoolean();
    private final AtomicBoolean warnedOfListener = new AtomicBoolean();

    private InstalledCalls(EventListener.Factory listeners) {
        this.listeners = listeners;
    }

    static void install(OkHttpClient.Builder builder) {
        InstalledCalls installed = new InstalledCalls(listenersOf(builder.build()));
        remove(builder);
        builder.eventListenerFactory(installed);
        // Outermost, so that the user's interceptors see the caller's headers as current.
        builder.interceptors().add(0, new Part(installed::withHeadersCurrent));
        // Innermost, so that what they set is the caller's own; above the cache, which needs the headers for Vary.
        builder.interceptors().add(new Part(installed::inject));
        // Before the user's network interceptors, so that they see each hop's request as it is sent.
        builder.networkInterceptors().add(0, new Part(installed::judge));
    }

    /** For the call factory, which does the same in its own way. */
    static OkHttpClient clientWithout(OkHttpClient client) {
        if (client.interceptors().stream().noneMatch(Part.class::isInstance)) {
            return client;
        }
        OkHttpClient.Builder builder = client.newBuilder().eventListenerFactory(listenersOf(client));
        remove(builder);
        return builder.build();
    }

    private static EventListener.Factory listenersOf(OkHttpClient client) {
        EventListener.Factory listeners = client.eventListenerFactory();
        return listeners instanceof InstalledCalls installed ? installed.listeners : listeners;
    }

    private static void remove(OkHttpClient.Builder builder) {
        for (List<Interceptor> interceptors : List.of(builder.interceptors(), builder.networkInterceptors())) {
            interceptors.removeIf(Part.class::isInstance);
        }
    }

    @Override
    public EventListener create(Call call) {
        calls.put(call, new CallHeaders(CapturedHeaders.current()));
        return listeners.create(call);
    }

    private Response withHeadersCurrent(Interceptor.Chain chain) throws IOException {
        CallHeaders headers = calls.get(chain.call());
        if (headers == null) {
            warn(chain);
            return chain.proceed(chain.request());
        }
        return CurrentInside.intercept(chain, headers.captured(), last -> last.proceed(last.request()));
    }

    private Response inject(Interceptor.Chain chain) throws IOException {
        CallHeaders headers = calls.get(chain.call());
        return headers == null ? chain.proceed(chain.request()) : headers.injectAndProceed(chain);
    }

    private Response judge(Interceptor.Chain chain) throws IOException {
        CallHeaders headers = calls.get(chain.call());
        return chain.proceed(headers == null ? chain.request() : headers.judge(chain.request()));
    }

    private void warn(Interceptor.Chain chain) {
        if ("websocket".equalsIgnoreCase(chain.request().header("Upgrade"))) {
            warnOnce(
                    warnedOfWebSocket,
                    "A web socket was opened without headers: OkHttp has no hook there. Open it with"
                            + " HeaderPropagationCallFactory.create(client).newWebSocket(request, listener)");
        } else {
            warnOnce(
                    warnedOfListener,
                    "A call of OkHttp was sent without headers: an event listener was set after"
                            + " HeaderPropagationInterceptors.install(builder). Install last");
        }
    }

    private static void warnOnce(AtomicBoolean warned, String message) {
        if (warned.compareAndSet(false, true)) {
            Adapters.warn(message);
        }
    }

    /** Known again where it has to go. */
    private record Part(Interceptor interceptor) implements Interceptor {
        @Override
        public Response intercept(Chain chain) throws IOException {
            return interceptor.intercept(chain);
        }
    }
}
