// SPDX-License-Identifier: Apache-2.0
package io.headerhop.okhttp;

import static io.headerhop.contract.OutboundContract.DOWNSTREAM;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.contract.Delegation;
import io.headerhop.contract.Headers;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import kotlin.jvm.functions.Function0;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallTest {
    private static final OkHttpClient CLIENT = TestClients.client().build();
    private static final Call.Factory CALLS = HeaderPropagationCallFactory.create(CLIENT);

    @Test
    void carriesWhatIsCurrentWhereItIsMadeNotWhereItIsExecuted() throws Exception {
        String path = DOWNSTREAM.path("made");
        Call made;
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            made = CALLS.newCall(get(path));
        }
        Call madeOutside = CALLS.newCall(get(path));
        CapturedHeaders other = Headers.ofRequest(2);
        try (Scope scope = other.makeCurrent()) {
            made.execute().close();
            madeOutside.execute().close();
            assertThat(CapturedHeaders.current()).isSameAs(other);
        }
        assertThat(DOWNSTREAM.received(path).get(0)).contains(entry("x-request-id", Headers.requestId(1)));
        assertThat(DOWNSTREAM.received(path).get(1)).doesNotContainKeys(Headers.carriedNames());
    }

    @Test
    void aCloneCarriesWhatIsCurrentWhereItIsCloned() throws Exception {
        String path = DOWNSTREAM.path("clone");
        Call first;
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            first = CALLS.newCall(get(path));
            first.execute().close();
        }
        try (Scope scope = Headers.ofRequest(2).makeCurrent()) {
            first.clone().execute().close();
        }
        first.clone().execute().close();
        assertThat(DOWNSTREAM.received(path)).hasSize(3);
        assertThat(DOWNSTREAM.received(path).get(0)).contains(entry("x-request-id", Headers.requestId(1)));
        assertThat(DOWNSTREAM.received(path).get(1)).contains(entry("x-request-id", Headers.requestId(2)));
        assertThat(DOWNSTREAM.received(path).get(2)).doesNotContainKeys(Headers.carriedNames());
    }

    @Test
    void aCallbackThatTriesAgainWithACloneCarriesTheCallersHeaders() throws Exception {
        String path = DOWNSTREAM.path("again");
        Answer second = new Answer();
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            CALLS.newCall(get(path)).enqueue(new Answer() {
                @Override
                public void onResponse(Call call, Response response) {
                    response.close();
                    call.clone().enqueue(second);
                }
            });
        }
        second.awaitResponse();
        assertThat(DOWNSTREAM.received(path))
                .hasSize(2)
                .allSatisfy(attempt -> assertThat(attempt).contains(entry("x-request-id", Headers.requestId(1))));
    }

    @Test
    void aRequestTakenFromAResponseCarriesWhatIsCurrentWhenItIsSentAgain() throws Exception {
        String path = DOWNSTREAM.path("page");
        Request sent;
        try (Scope scope = Headers.ofRequest(1).makeCurrent();
                Response response = CALLS.newCall(get(path)).execute()) {
            sent = response.request();
        }
        Request next = sent.newBuilder().header("X-Canary", "own").build();
        try (Scope scope = Headers.ofRequest(2).makeCurrent()) {
            CALLS.newCall(next).execute().close();
        }
        CALLS.newCall(next).execute().close();
        assertThat(DOWNSTREAM.received(path).get(1))
                .contains(entry("x-request-id", Headers.requestId(2)), entry("x-canary", "own"));
        assertThat(DOWNSTREAM.received(path).get(2))
                .contains(entry("x-canary", "own"))
                .doesNotContainKeys("x-request-id", "x-b3-traceid", "traceparent", "tracestate");
    }

    /** Some inject where the call is made, and some only after interceptors. */
    @Test
    void aRequestTakenFromAResponseToACallOfAnotherFactoryCarriesWhatIsCurrent() throws Exception {
        OkHttpClient bare = new OkHttpClient();
        OkHttpClient withInterceptor = bare.newBuilder()
                .addInterceptor(chain -> chain.proceed(chain.request()))
                .build();
        List<Call.Factory> factories = Stream.of(bare, withInterceptor, bare, bare, withInterceptor, withInterceptor)
                .<Call.Factory>map(HeaderPropagationCallFactory::create)
                .toList();
        String path = DOWNSTREAM.path("page");
        Request next = get(path);
        for (int i = 0; i < factories.size(); i++) {
            CapturedHeaders headers = i % 3 == 2 ? CapturedHeaders.none() : Headers.ofRequest(i);
            try (Scope scope = headers.makeCurrent();
                    Response response = factories.get(i).newCall(next).execute()) {
                next = response.request();
            }
        }
        List<Map<String, String>> received = DOWNSTREAM.received(path);
        assertThat(received).hasSize(6);
        for (int i = 0; i < 6; i++) {
            if (i % 3 == 2) {
                assertThat(received.get(i)).doesNotContainKeys(Headers.carriedNames());
            } else {
                assertThat(received.get(i)).contains(entry("x-request-id", Headers.requestId(i)));
            }
        }
    }

    @Test
    void theCallersRequestAndItsTagsAreNotChanged() throws Exception {
        Request request = get(DOWNSTREAM.path("tags"))
                .newBuilder()
                .tag("untyped")
                .tag(Integer.class, 7)
                .build();
        try (Scope scope = Headers.ofRequest(1).makeCurrent();
                Response response = CALLS.newCall(request).execute()) {
            assertThat(response.request().tag()).isEqualTo("untyped");
            assertThat(response.request().tag(Integer.class)).isEqualTo(7);
        }
        assertThat(request.headers().names()).isEmpty();
    }

    @Test
    void theCallbackIsGivenTheCallThatWasEnqueued() throws Exception {
        Call answered = CALLS.newCall(get(DOWNSTREAM.path("same")));
        Answer answer = new Answer();
        answered.enqueue(answer);
        answer.awaitResponse();
        assertThat(answer.call()).isSameAs(answered);

        Call refused =
                CALLS.newCall(new Request.Builder().url("http://127.0.0.1:1/").build());
        Answer failure = new Answer();
        refused.enqueue(failure);
        failure.awaitFailure();
        assertThat(failure.call()).isSameAs(refused);
        assertThat(refused.isExecuted()).isTrue();
    }

    @Test
    void aCallIsEqualToItselfOnly() {
        Call call = CALLS.newCall(get("/"));
        assertThat(call).isEqualTo(call).isNotEqualTo(call.clone());
        assertThat(Set.of(call)).contains(call);
        assertThat(call.toString()).isNotEmpty();
    }

    @Test
    void misuseFailsAsWithoutThisLibrary() throws Exception {
        Call call = CALLS.newCall(get(DOWNSTREAM.path("twice")));
        call.execute().close();
        assertThatThrownBy(call::execute).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> call.enqueue(new Answer())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void everyMethodThatCallsHaveInThisVersionOfOkHttpReachesTheClientsCall() {
        Request request = get("/");
        Response response = new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(200)
                .message("OK")
                .build();
        HeaderPropagationCallFactory factory = HeaderPropagationCallFactory.create(CLIENT);
        Delegation.of(Call.class, call -> new PropagatingCall(factory, request, CapturedHeaders.none(), call))
                .with(Request.class, request)
                .with(Response.class, response)
                .except("request()", "the caller's own request, without the tag that the client's has")
                .except("clone()", "a call of its own, with what is current then")
                .assertComplete();
    }

    @Test
    void whatOkHttpHasAddedToCallsSinceIsSharedWithInterceptors() throws Exception {
        Method tag = added("tag", Class.class, Function0.class);
        assumeTrue(tag != null, "Call.tag exists since OkHttp 5.3");
        List<Object> seen = new CopyOnWriteArrayList<>();
        OkHttpClient client = CLIENT.newBuilder()
                .addInterceptor(chain -> {
                    seen.add(invoke(tag, chain.call(), String.class, (Function0<String>) () -> "the interceptor's"));
                    return chain.proceed(chain.request());
                })
                .build();
        Call call = HeaderPropagationCallFactory.create(client).newCall(get(DOWNSTREAM.path("tag")));
        assertThat(invoke(tag, call, String.class, (Function0<String>) () -> "the caller's"))
                .isEqualTo("the caller's");
        call.execute().close();
        assertThat(seen).containsExactly("the caller's");
    }

    @Test
    void anEventListenerThatIsAddedToACallIsTold() throws Exception {
        Method addEventListener = added("addEventListener", EventListener.class);
        assumeTrue(addEventListener != null, "Call.addEventListener exists since OkHttp 5.4");
        List<String> events = new CopyOnWriteArrayList<>();
        Call call = CALLS.newCall(get(DOWNSTREAM.path("listener")));
        invoke(addEventListener, call, new EventListener() {
            @Override
            public void callStart(Call started) {
                events.add("start");
            }
        });
        call.execute().close();
        assertThat(events).containsExactly("start");
    }

    private static @Nullable Method added(String name, Class<?>... parameters) {
        return Arrays.stream(Call.class.getMethods())
                .filter(method -> method.getName().equals(name))
                .filter(method -> Arrays.equals(method.getParameterTypes(), parameters))
                .findFirst()
                .orElse(null);
    }

    private static Object invoke(Method method, Call call, Object... arguments) {
        try {
            return method.invoke(call, arguments);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static Request get(String path) {
        return new Request.Builder().url(DOWNSTREAM.uri(path).toString()).build();
    }
}
