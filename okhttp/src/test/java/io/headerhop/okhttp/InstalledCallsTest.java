// SPDX-License-Identifier: Apache-2.0
package io.headerhop.okhttp;

import static io.headerhop.contract.OutboundContract.DOWNSTREAM;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.contract.Downstream;
import io.headerhop.contract.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.junit.jupiter.api.Test;

/** A client that carries headers itself, for libraries that take no call factory. */
class InstalledCallsTest {
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final EventListener listener = new EventListener() {
        @Override
        public void callStart(Call call) {
            events.add("start");
        }

        @Override
        public void callEnd(Call call) {
            events.add("end");
        }
    };

    @Test
    void aQueueOfCallsOfADerivedClientMixesNothingUp() throws Exception {
        Call.Factory calls = HeaderPropagationInterceptors.install(new OkHttpClient.Builder())
                .build()
                .newBuilder()
                .dispatcher(TestClients.dispatcher(1))
                .addInterceptor(chain -> chain.proceed(
                        chain.request().newBuilder().header("X-Own", "1").build()))
                .build();
        String held = DOWNSTREAM.path("held");
        Downstream.Gate gate = DOWNSTREAM.gate(held);
        List<String> paths = new ArrayList<>();
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            paths.add(i == 0 ? held : DOWNSTREAM.path("waiting"));
            answers.add(new Answer());
            try (Scope scope = of(i).makeCurrent()) {
                calls.newCall(get(paths.get(i))).enqueue(answers.get(i));
            }
        }
        gate.awaitArrival();
        gate.open();
        for (int i = 0; i < 30; i++) {
            answers.get(i).awaitResponse();
            assertThat(DOWNSTREAM.receivedOnce(paths.get(i)).get("x-request-id"))
                    .isEqualTo(of(i).first("x-request-id"));
        }
    }

    /** Every third call is made outside any request. */
    private static CapturedHeaders of(int call) {
        return call % 3 == 2 ? CapturedHeaders.none() : Headers.ofRequest(call);
    }

    @Test
    void aCallCarriesWhatIsCurrentWhereItIsMadeAndAClonesWhereItIsCloned() throws Exception {
        Call.Factory calls = installed();
        String path = DOWNSTREAM.path("clone");
        Call call;
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            call = calls.newCall(get(path));
        }
        call.execute().close();
        try (Scope scope = Headers.ofRequest(2).makeCurrent()) {
            call.clone().execute().close();
        }
        call.clone().execute().close();
        assertThat(DOWNSTREAM.received(path)).hasSize(3);
        assertThat(DOWNSTREAM.received(path).get(0)).contains(entry("x-request-id", Headers.requestId(1)));
        assertThat(DOWNSTREAM.received(path).get(1)).contains(entry("x-request-id", Headers.requestId(2)));
        assertThat(DOWNSTREAM.received(path).get(2)).doesNotContainKeys(Headers.carriedNames());
    }

    @Test
    void anInterceptorThatComesToStandInFrontSendsEachAttemptWithTheHeaders() throws Exception {
        OkHttpClient.Builder client = installed().newBuilder();
        client.interceptors().add(0, chain -> {
            chain.proceed(chain.request()).close();
            return chain.proceed(chain.request());
        });
        String path = DOWNSTREAM.path("twice");
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            client.build().newCall(get(path)).execute().close();
        }
        assertThat(DOWNSTREAM.received(path))
                .hasSize(2)
                .allSatisfy(attempt -> assertThat(attempt).contains(entry("x-request-id", Headers.requestId(1))));
    }

    @Test
    void theUsersEventListenerIsTold() throws Exception {
        OkHttpClient client = HeaderPropagationInterceptors.install(new OkHttpClient.Builder().eventListener(listener))
                .build();
        assertThat(execute(client)).isTrue();
        assertThat(execute(client.newBuilder().build())).isTrue();
        assertThat(events).containsExactly("start", "end", "start", "end");
    }

    @Test
    void anEventListenerThatIsSetLaterReplacesTheHookUntilInstalledAgain() throws Exception {
        OkHttpClient.Builder client = installed().newBuilder().eventListener(listener);
        assertThat(execute(client.build())).isFalse();
        assertThat(execute(HeaderPropagationInterceptors.install(client).build()))
                .isTrue();
        assertThat(events).containsExactly("start", "end", "start", "end");
    }

    @Test
    void installedTwiceItIsThereOnceAndTheCallFactoryTakesItsPlace() throws Exception {
        OkHttpClient.Builder builder = new OkHttpClient.Builder().eventListener(listener);
        Interceptor users = chain -> chain.proceed(chain.request());
        builder.addInterceptor(users).addNetworkInterceptor(users);
        HeaderPropagationInterceptors.install(HeaderPropagationInterceptors.install(builder));
        assertThat(builder.interceptors()).hasSize(3);
        assertThat(builder.interceptors().get(1)).isSameAs(users);
        assertThat(builder.networkInterceptors()).hasSize(2);
        assertThat(builder.networkInterceptors().get(1)).isSameAs(users);

        OkHttpClient without = InstalledCalls.clientWithout(builder.build());
        assertThat(without.interceptors()).containsExactly(users);
        assertThat(without.networkInterceptors()).containsExactly(users);
        assertThat(execute(without)).isFalse();
        assertThat(execute(HeaderPropagationCallFactory.create(builder.build())))
                .isTrue();
        assertThat(events).containsExactly("start", "end", "start", "end");
    }

    @Test
    void aCallbackRunsWithNothingCurrent() throws Exception {
        Answer answer = new Answer();
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            installed().newCall(get(DOWNSTREAM.path("callback"))).enqueue(answer);
        }
        answer.awaitResponse();
        assertThat(answer.seen().isEmpty()).isTrue();
    }

    /** OkHttp leaves out event listeners there. */
    @Test
    void aWebSocketCarriesNothing() throws Exception {
        String path = DOWNSTREAM.path("socket");
        CompletableFuture<Integer> refused = new CompletableFuture<>();
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            installed().newWebSocket(get(path), new WebSocketListener() {
                @Override
                public void onFailure(WebSocket webSocket, Throwable failure, Response response) {
                    refused.complete(response == null ? -1 : response.code());
                }
            });
        }
        assertThat(refused.get(20, TimeUnit.SECONDS)).isEqualTo(200);
        assertThat(DOWNSTREAM.receivedOnce(path)).doesNotContainKeys(Headers.carriedNames());
    }

    @Test
    void whatAnInterceptorFromBeforeSetsIsTheCallersOwn() throws Exception {
        String path = DOWNSTREAM.path("own");
        OkHttpClient client = HeaderPropagationInterceptors.install(new OkHttpClient.Builder()
                        .addInterceptor(chain -> chain.proceed(
                                chain.request().newBuilder().header("B3", "0").build())))
                .build();
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            client.newCall(get(path)).execute().close();
        }
        assertThat(DOWNSTREAM.receivedOnce(path))
                .contains(entry("b3", "0"), entry("x-request-id", Headers.requestId(1)))
                .doesNotContainKey("x-b3-traceid");
    }

    private static OkHttpClient installed() {
        return HeaderPropagationInterceptors.install(new OkHttpClient.Builder()).build();
    }

    /** Whether the call carried the headers. */
    private static boolean execute(Call.Factory calls) throws Exception {
        String path = DOWNSTREAM.path("call");
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            calls.newCall(get(path)).execute().close();
        }
        return Headers.requestId(1).equals(DOWNSTREAM.receivedOnce(path).get("x-request-id"));
    }

    private static Request get(String path) {
        return new Request.Builder().url(DOWNSTREAM.uri(path).toString()).build();
    }
}
