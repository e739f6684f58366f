// SPDX-License-Identifier: Apache-2.0
package io.headerhop.okhttp;

import static io.headerhop.contract.OutboundContract.DOWNSTREAM;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.contract.Headers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

/** What the user has plugged into the client keeps working and keeps its influence. */
class InterceptorsTest {
    private final CapturedHeaders headers = Headers.ofRequest(1);
    private final OkHttpClient.Builder client = TestClients.client();

    @Test
    void interceptorsSeeTheCallersHeadersAsCurrentOnTheDispatchersThreadsToo() throws Exception {
        List<CapturedHeaders> seen = new CopyOnWriteArrayList<>();
        Interceptor remember = chain -> {
            seen.add(CapturedHeaders.current());
            return chain.proceed(chain.request());
        };
        client.addInterceptor(remember).addNetworkInterceptor(remember);
        enqueue(get(DOWNSTREAM.path("seen")));
        assertThat(seen).hasSize(2).allSatisfy(current -> assertThat(current).isSameAs(headers));
    }

    @Test
    void networkInterceptorsSeeTheHeadersOnTheRequestOfEachHopAsTheyAreSent() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        client.addNetworkInterceptor(chain -> {
            seen.add(chain.request().url().host() + " " + chain.request().header("x-canary"));
            return chain.proceed(chain.request());
        });
        String first = DOWNSTREAM.path("first");
        DOWNSTREAM.redirect(first, DOWNSTREAM.uriByOtherHost(DOWNSTREAM.path("untrusted")));
        try (Scope scope = Headers.ofRequestOnlyTo(1, "127.0.0.1").makeCurrent()) {
            execute(get(first));
        }
        assertThat(seen).containsExactly("127.0.0.1 always", "localhost null");
    }

    @Test
    void aHeaderThatAnInterceptorSetsIsTheCallersOwn() throws Exception {
        String path = DOWNSTREAM.path("own");
        client.addInterceptor(replacing(request -> request.newBuilder()
                .header("X-Request-Id", "own")
                .header("B3", "0")
                .build()));
        enqueue(get(path));
        assertThat(DOWNSTREAM.receivedOnce(path))
                .contains(entry("x-request-id", "own"), entry("b3", "0"), entry("x-canary", "always"))
                .doesNotContainKey("x-b3-traceid");
    }

    @Test
    void aHeaderThatANetworkInterceptorSetsReplacesOurs() throws Exception {
        String path = DOWNSTREAM.path("own");
        client.addNetworkInterceptor(replacing(
                request -> request.newBuilder().header("X-Request-Id", "own").build()));
        enqueue(get(path));
        assertThat(DOWNSTREAM.receivedOnce(path)).contains(entry("x-request-id", "own"), entry("x-canary", "always"));
    }

    @Test
    void aRequestThatAnInterceptorMakesFromNothingCarriesTheHeadersToo() throws Exception {
        String path = DOWNSTREAM.path("new");
        client.addInterceptor(
                replacing(request -> new Request.Builder().url(request.url()).build()));
        enqueue(get(path));
        assertThat(DOWNSTREAM.receivedOnce(path)).contains(entry("x-request-id", Headers.requestId(1)));
    }

    @Test
    void anInterceptorThatSendsTheRequestElsewhereIsJudgedByWhereItGoes() throws Exception {
        String path = DOWNSTREAM.path("elsewhere");
        client.addInterceptor(replacing(request -> request.newBuilder()
                .url(DOWNSTREAM.uriByOtherHost(path).toString())
                .build()));
        try (Scope scope = Headers.ofRequestOnlyTo(1, "127.0.0.1").makeCurrent()) {
            execute(get("/"));
        }
        assertThat(DOWNSTREAM.receivedOnce(path)).doesNotContainKeys(Headers.carriedNames());
    }

    @Test
    void anInterceptorThatTriesAgainWithTheRequestOfTheResponseStillLeaksNothing() throws Exception {
        String first = DOWNSTREAM.path("first");
        String untrusted = DOWNSTREAM.path("untrusted");
        client.addInterceptor(chain -> {
            Response response = chain.proceed(chain.request());
            response.close();
            DOWNSTREAM.redirect(first, DOWNSTREAM.uriByOtherHost(untrusted));
            return chain.proceed(response.request());
        });
        try (Scope scope = Headers.ofRequestOnlyTo(1, "127.0.0.1").makeCurrent()) {
            execute(get(first));
        }
        assertThat(DOWNSTREAM.received(first))
                .hasSize(2)
                .allSatisfy(attempt -> assertThat(attempt).contains(entry("x-request-id", Headers.requestId(1))));
        assertThat(DOWNSTREAM.receivedOnce(untrusted)).doesNotContainKeys(Headers.carriedNames());
    }

    /** By a name that no destination looks for: allowed because the code addressed it, and not if a redirect did. */
    @Test
    void anInterceptorThatFollowsRedirectsItselfIsJudgedOnEachHop() throws Exception {
        int port = DOWNSTREAM.uri("/").getPort();
        String first = DOWNSTREAM.path("first");
        String untrusted = DOWNSTREAM.path("untrusted");
        DOWNSTREAM.redirect(first, URI.create("http://untrusted.example.org:" + port + untrusted));
        client.dns(host -> List.of(InetAddress.getByName("127.0.0.1")))
                .followRedirects(false)
                .addInterceptor(chain -> {
                    Request request = chain.request();
                    Response response = chain.proceed(request);
                    while (response.isRedirect()) {
                        response.close();
                        HttpUrl next = response.request().url().resolve(response.header("Location"));
                        response = chain.proceed(
                                response.request().newBuilder().url(next).build());
                    }
                    response.close();
                    return chain.proceed(request.newBuilder()
                            .url(request.url().newBuilder().query("again").build())
                            .build());
                });
        try (Scope scope = headers.makeCurrent()) {
            execute(new Request.Builder()
                    .url("http://shop.example.com:" + port + first)
                    .build());
        }
        assertThat(DOWNSTREAM.received(first))
                .hasSize(2)
                .allSatisfy(attempt -> assertThat(attempt).contains(entry("x-request-id", Headers.requestId(1))));
        assertThat(DOWNSTREAM.receivedOnce(untrusted)).doesNotContainKeys(Headers.carriedNames());
    }

    @Test
    void aCloneThatAnInterceptorMakesOfTheCallCarriesItsHeaders() throws Exception {
        String path = DOWNSTREAM.path("cloned");
        AtomicBoolean cloned = new AtomicBoolean();
        client.addInterceptor(chain -> {
            if (cloned.compareAndSet(false, true)) {
                chain.call().clone().execute().close();
            }
            return chain.proceed(chain.request());
        });
        enqueue(get(path));
        assertThat(DOWNSTREAM.received(path))
                .hasSize(2)
                .allSatisfy(attempt -> assertThat(attempt).contains(entry("x-request-id", Headers.requestId(1))));
    }

    @Test
    void aRequestThatAnAuthenticatorMakesFromNothingCarriesTheHeadersToo() throws Exception {
        String path = DOWNSTREAM.path("secured");
        DOWNSTREAM.demandCredentials(path);
        client.authenticator((route, response) -> new Request.Builder()
                .url(response.request().url())
                .header("Authorization", okhttp3.Credentials.basic("user", "password"))
                .build());
        enqueue(get(path));
        assertThat(DOWNSTREAM.received(path))
                .hasSize(2)
                .allSatisfy(attempt -> assertThat(attempt).contains(entry("x-request-id", Headers.requestId(1))));
    }

    /** It has copied only the headers; whatever else OkHttp keeps on a request is gone. */
    @Test
    void aRequestThatAnAuthenticatorMakesFromTheHeadersOfTheRefusedOneLeaksNothing() throws Exception {
        String secured = DOWNSTREAM.path("secured");
        String login = DOWNSTREAM.path("login");
        String untrusted = DOWNSTREAM.path("untrusted");
        DOWNSTREAM.demandCredentials(secured);
        DOWNSTREAM.redirect(login, DOWNSTREAM.uriByOtherHost(untrusted));
        client.authenticator((route, response) -> new Request.Builder()
                .url(DOWNSTREAM.uri(login).toString())
                .headers(response.request().headers())
                .build());
        try (Scope scope = Headers.ofRequestOnlyTo(1, "127.0.0.1").makeCurrent()) {
            execute(get(secured));
        }
        assertThat(DOWNSTREAM.receivedOnce(login)).contains(entry("x-request-id", Headers.requestId(1)));
        assertThat(DOWNSTREAM.receivedOnce(untrusted)).doesNotContainKeys(Headers.carriedNames());
    }

    @Test
    void anInterceptorThatProceedsOnAnotherThreadLosesNoHeadersAndLeaksNone() throws Exception {
        String first = DOWNSTREAM.path("first");
        String untrusted = DOWNSTREAM.path("untrusted");
        DOWNSTREAM.redirect(first, DOWNSTREAM.uriByOtherHost(untrusted));
        ExecutorService other = Executors.newSingleThreadExecutor();
        client.addInterceptor(chain -> onThreadOf(other, () -> chain.proceed(chain.request())));
        try (Scope scope = Headers.ofRequestOnlyTo(1, "127.0.0.1").makeCurrent()) {
            execute(get(first));
        } finally {
            other.shutdownNow();
        }
        assertThat(DOWNSTREAM.receivedOnce(first)).contains(entry("x-request-id", Headers.requestId(1)));
        assertThat(DOWNSTREAM.receivedOnce(untrusted)).doesNotContainKeys(Headers.carriedNames());
    }

    private static Response onThreadOf(ExecutorService executor, Callable<Response> task) throws IOException {
        try {
            return executor.submit(task).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IOException(e);
        }
    }

    @Test
    void aCheckedExceptionThatAnInterceptorDoesNotDeclareReachesTheCallerUnchanged() throws Exception {
        Exception undeclared = new Exception("as Kotlin throws it");
        client.addInterceptor(chain -> {
            throw InterceptorsTest.<RuntimeException>asItIs(undeclared);
        });
        assertThatThrownBy(() -> execute(get("/"))).isSameAs(undeclared);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E asItIs(Throwable thrown) throws E {
        throw (E) thrown;
    }

    @Test
    void theClientAndItsEventListenersAreNotChanged() throws Exception {
        List<String> events = new CopyOnWriteArrayList<>();
        EventListener listener = new EventListener() {
            @Override
            public void callStart(Call call) {
                events.add(call.request().url().encodedPath());
            }
        };
        OkHttpClient original = client.eventListenerFactory(call -> listener).build();
        String carrying = DOWNSTREAM.path("carrying");
        String plain = DOWNSTREAM.path("plain");
        try (Scope scope = headers.makeCurrent()) {
            HeaderPropagationCallFactory.create(original)
                    .newCall(get(carrying))
                    .execute()
                    .close();
            original.newCall(get(plain)).execute().close();
        }
        assertThat(events).containsExactly(carrying, plain);
        assertThat(original.interceptors()).isEmpty();
        assertThat(original.networkInterceptors()).isEmpty();
        assertThat(DOWNSTREAM.receivedOnce(plain)).doesNotContainKeys(Headers.carriedNames());
    }

    private void enqueue(Request request) throws Exception {
        Answer answer = new Answer();
        try (Scope scope = headers.makeCurrent()) {
            HeaderPropagationCallFactory.create(client.build()).newCall(request).enqueue(answer);
        }
        answer.awaitResponse();
    }

    private void execute(Request request) throws Exception {
        HeaderPropagationCallFactory.create(client.build())
                .newCall(request)
                .execute()
                .close();
    }

    private static Interceptor replacing(UnaryOperator<Request> other) {
        return chain -> chain.proceed(other.apply(chain.request()));
    }

    private static Request get(String path) {
        return new Request.Builder().url(DOWNSTREAM.uri(path).toString()).build();
    }
}
