// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import java.io.IOException;
import java.lang.reflect.Field;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Call;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okhttp3.internal.connection.RealCall;

/**
 * OkHttp offers no way to leave out the connection: network interceptors must proceed. So when a client looks for its
 * first route, its network interceptors are moved, by reflection, behind its application interceptors, followed by one
 * that answers. OkHttp's own interceptors, the same for all, are not run.
 */
final class OkHttpOutbound implements Outbound {
    private final HttpUrl url = HttpUrl.get("http://inventory.shop.svc.cluster.local:8080/items/1");
    private final Response answer = new Response.Builder()
            .request(new Request.Builder().url(url).build())
            .protocol(Protocol.HTTP_1_1)
            .code(200)
            .message("OK")
            .body(ResponseBody.create(new byte[0], null))
            .build();
    private final Call.Factory calls;
    private final Dispatcher dispatcher = new Dispatcher();
    private Request last = answer.request();

    OkHttpOutbound(Contender contender) {
        calls = contender.install(
                new OkHttpClient.Builder().dispatcher(dispatcher).proxySelector(new FirstRoute()));
    }

    @Override
    public Object call() throws IOException {
        Request request = new Request.Builder()
                .url(url)
                .addHeader("Accept", "application/json")
                .addHeader("Content-Type", "application/json")
                .addHeader("User-Agent", "orders/1.0")
                .build();
        try {
            return calls.newCall(request).execute();
        } catch (CutException e) {
            return call();
        }
    }

    private final class FirstRoute extends ProxySelector {
        @Override
        public List<Proxy> select(URI uri) {
            OkHttpClient client = ((RealCall) dispatcher.runningCalls().get(0)).getClient();
            List<Interceptor> all = new ArrayList<>(client.interceptors());
            all.addAll(client.networkInterceptors());
            all.add(OkHttpOutbound.this::end);
            set(client, "interceptors", List.copyOf(all));
            set(client, "networkInterceptors", List.of());
            throw new CutException();
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
    }

    private static final class CutException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private Response end(Interceptor.Chain chain) {
        last = chain.request();
        return answer;
    }

    private static void set(OkHttpClient client, String name, List<Interceptor> interceptors) {
        try {
            Field field = OkHttpClient.class.getDeclaredField(name);
            field.setAccessible(true);
            field.set(client, interceptors);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this version of OkHttp keeps its interceptors elsewhere", e);
        }
    }

    @Override
    public List<Header> sent() {
        List<Header> sent = new ArrayList<>();
        last.headers().forEach(pair -> sent.add(new Header(pair.getFirst(), pair.getSecond())));
        return sent;
    }
}
