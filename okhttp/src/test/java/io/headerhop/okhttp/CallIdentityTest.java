// SPDX-License-Identifier: Apache-2.0
package io.headerhop.okhttp;

import static io.headerhop.contract.OutboundContract.DOWNSTREAM;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.Test;

/**
 * The one difference that this library makes, and what to do instead. OkHttp has no hook for the beginning and end of a
 * callback, so the call that an application gets is ours, and the client's is inside it.
 */
class CallIdentityTest {
    private record Order(String number) {}

    private final List<Call> seen = new CopyOnWriteArrayList<>();
    private final OkHttpClient.Builder client = TestClients.client()
            .eventListenerFactory(call -> {
                seen.add(call);
                return EventListener.NONE;
            })
            .addInterceptor(chain -> {
                seen.add(chain.call());
                return chain.proceed(chain.request());
            });

    @Test
    void listenersAndInterceptorsAndTheDispatcherShowOneCallWhichIsNotTheCallers() throws Exception {
        OkHttpClient original = client.build();
        List<Call> running = new ArrayList<>();
        Call.Factory calls = HeaderPropagationCallFactory.create(original.newBuilder()
                .addInterceptor(chain -> {
                    running.addAll(original.dispatcher().runningCalls());
                    return chain.proceed(chain.request());
                })
                .build());
        Request request = get();
        Call call = calls.newCall(request);
        Map<Call, String> byCall = new HashMap<>(Map.of(call, "the caller's"));
        call.execute().close();

        assertThat(seen).hasSize(2);
        assertThat(running).containsExactly(seen.get(0)).containsExactly(seen.get(1));
        assertThat(byCall).doesNotContainKey(seen.get(0));
        // In neither direction, as the contract of equals demands.
        assertThat(call.equals(seen.get(0))).isFalse();
        assertThat(seen.get(0).equals(call)).isFalse();
        assertThat(call.request()).isSameAs(request);
    }

    @Test
    void aTagOfTheRequestIsFoundByTheCallerAndByListenersAndInterceptors() throws Exception {
        Order order = new Order("42");
        Call call = HeaderPropagationCallFactory.create(client.build())
                .newCall(get().newBuilder().tag(Order.class, order).build());
        call.execute().close();
        seen.add(call);
        assertThat(seen)
                .hasSize(3)
                .allSatisfy(one -> assertThat(one.request().tag(Order.class)).isSameAs(order));
    }

    private static Request get() {
        return new Request.Builder()
                .url(DOWNSTREAM.uri(DOWNSTREAM.path("identity")).toString())
                .build();
    }
}
