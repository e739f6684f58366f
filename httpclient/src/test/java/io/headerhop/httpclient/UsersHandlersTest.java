// SPDX-License-Identifier: Apache-2.0
package io.headerhop.httpclient;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.contract.Downstream;
import io.headerhop.contract.Headers;
import io.headerhop.contract.OutboundCall;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.async.AsyncExecChainHandler;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.concurrent.CancellableDependency;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.http.support.BasicRequestBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Whatever an application's handlers do to a client's chain, no untrusted host gets the headers. */
class UsersHandlersTest {
    private static final Downstream DOWNSTREAM = Downstream.instance();

    /** What a handler can do to a chain. */
    enum Deed {
        ON_ANOTHER_THREAD,
        WITH_A_REQUEST_OF_ITS_OWN,
        /** A new scope with everything that a handler can choose. */
        WITH_A_SCOPE_OF_ITS_OWN,
        TWICE,
        TO_ANOTHER_HOST
    }

    interface Contract {
        int send(Deed deed, OutboundCall call, HttpClientContext context) throws Exception;

        /** Sends what the context remembers as having been sent. */
        int sendAgain(HttpClientContext context) throws Exception;

        @Test
        default void aHandlerThatProceedsOnAnotherThreadLeavesEachHopJudged() throws Exception {
            thereAndToAnUntrustedHostAndBack(Deed.ON_ANOTHER_THREAD);
        }

        @Test
        default void aHandlerThatMakesARequestOfItsOwnLeavesEachHopJudged() throws Exception {
            thereAndToAnUntrustedHostAndBack(Deed.WITH_A_REQUEST_OF_ITS_OWN);
        }

        default void thereAndToAnUntrustedHostAndBack(Deed deed) throws Exception {
            String first = DOWNSTREAM.path("first");
            String untrusted = DOWNSTREAM.path("untrusted");
            String home = DOWNSTREAM.path("home");
            DOWNSTREAM.redirect(first, DOWNSTREAM.uriByOtherHost(untrusted));
            DOWNSTREAM.redirect(untrusted, DOWNSTREAM.uri(home));
            sendAs(1, deed, new OutboundCall("POST", DOWNSTREAM.uri(first), Map.of(), "{}"));
            assertThat(DOWNSTREAM.received(first))
                    .isNotEmpty()
                    .allSatisfy(hop -> assertThat(hop).contains(entry("x-request-id", Headers.requestId(1))));
            assertThat(DOWNSTREAM.received(untrusted))
                    .isNotEmpty()
                    .allSatisfy(hop -> assertThat(hop).doesNotContainKeys(Headers.carriedNames()));
            assertThat(DOWNSTREAM.received(home))
                    .isNotEmpty()
                    .allSatisfy(hop -> assertThat(hop).contains(entry("x-request-id", Headers.requestId(1))));
        }

        @Test
        default void aHandlerThatHandsOnAScopeOfItsOwnLetsNothingReachAnUntrustedHost() throws Exception {
            String first = DOWNSTREAM.path("first");
            String untrusted = DOWNSTREAM.path("untrusted");
            DOWNSTREAM.redirect(first, DOWNSTREAM.uriByOtherHost(untrusted));
            DOWNSTREAM.demandCredentials(untrusted);
            sendAs(1, Deed.WITH_A_SCOPE_OF_ITS_OWN, OutboundCall.get(DOWNSTREAM.uri(first)));
            assertThat(DOWNSTREAM.receivedOnce(first)).contains(entry("x-request-id", Headers.requestId(1)));
            assertThat(DOWNSTREAM.received(untrusted))
                    .hasSize(2)
                    .allSatisfy(attempt -> assertThat(attempt).doesNotContainKeys(Headers.carriedNames()));
        }

        @Test
        default void aHandlerThatSendsTheRequestElsewhereIsJudgedByWhereItGoes() throws Exception {
            String path = DOWNSTREAM.path("elsewhere");
            DOWNSTREAM.demandCredentials(path);
            sendAs(1, Deed.TO_ANOTHER_HOST, OutboundCall.get(DOWNSTREAM.uri(path)));
            assertThat(DOWNSTREAM.received(path))
                    .hasSize(2)
                    .allSatisfy(attempt -> assertThat(attempt).doesNotContainKeys(Headers.carriedNames()));
        }

        @Test
        default void callsThatShareAnHttpContextAndChangeThreadsEachCarryTheirOwn() throws Exception {
            HttpClientContext shared = HttpClientContext.create();
            ExecutorService callers = Executors.newFixedThreadPool(4);
            List<String> homes = new ArrayList<>();
            List<Future<Integer>> answers = new ArrayList<>();
            try {
                for (int number = 0; number < 20; number++) {
                    String first = DOWNSTREAM.path("first");
                    homes.add(DOWNSTREAM.path("home"));
                    DOWNSTREAM.redirect(first, DOWNSTREAM.uri(homes.get(number)));
                    OutboundCall call = new OutboundCall("POST", DOWNSTREAM.uri(first), Map.of(), "{}");
                    answers.add(
                            callers.submit(Headers.ofRequest(number).wrapCallable(() -> sendWithShared(shared, call))));
                }
                for (Future<Integer> answer : answers) {
                    assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo(200);
                }
            } finally {
                callers.shutdownNow();
            }
            for (int number = 0; number < 20; number++) {
                Map.Entry<String, String> own = entry("x-request-id", Headers.requestId(number));
                assertThat(DOWNSTREAM.received(homes.get(number)))
                        .isNotEmpty()
                        .allSatisfy(hop -> assertThat(hop).contains(own));
            }
        }

        /** HttpClient keeps who has authenticated in its context, in a map for one thread. If that fails, once more. */
        private int sendWithShared(HttpClientContext context, OutboundCall call) throws Exception {
            for (int attempt = 1; ; attempt++) {
                try {
                    return send(Deed.ON_ANOTHER_THREAD, call, context);
                } catch (Exception e) {
                    boolean ofTheMap = Stream.iterate((Throwable) e, Objects::nonNull, Throwable::getCause)
                            .anyMatch(RuntimeException.class::isInstance);
                    if (!ofTheMap || attempt == 5) {
                        throw e;
                    }
                }
            }
        }

        @Test
        default void theRequestThatAContextRemembersCarriesWhatIsCurrentWhenItIsSentAgain() throws Exception {
            String path = DOWNSTREAM.path("again");
            HttpClientContext context = HttpClientContext.create();
            try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
                send(Deed.ON_ANOTHER_THREAD, OutboundCall.get(DOWNSTREAM.uri(path)), context);
            }
            try (Scope scope = Headers.ofRequest(2).makeCurrent()) {
                sendAgain(context);
            }
            sendAgain(context);
            assertThat(DOWNSTREAM.received(path)).hasSize(3);
            assertThat(DOWNSTREAM.received(path).get(1)).contains(entry("x-request-id", Headers.requestId(2)));
            assertThat(DOWNSTREAM.received(path).get(2)).doesNotContainKeys(Headers.carriedNames());
        }

        private void sendAs(int number, Deed deed, OutboundCall call) throws Exception {
            CapturedHeaders headers = Headers.ofRequestOnlyTo(number, "127.0.0.1");
            try (Scope scope = headers.makeCurrent()) {
                assertThat(send(deed, call, HttpClientContext.create())).isEqualTo(200);
                assertThat(CapturedHeaders.current()).isSameAs(headers);
            }
        }
    }

    @Nested
    class Classic implements Contract {
        private final ExecutorService threads = Executors.newFixedThreadPool(4);

        @AfterEach
        void stop() {
            threads.shutdownNow();
            assertThat(ClassicHandlers.REDIRECTED).as("calls under way").isEmpty();
        }

        @Override
        public int send(Deed deed, OutboundCall call, HttpClientContext context) throws Exception {
            return execute(handler(deed), call, context);
        }

        private int execute(ExecChainHandler handler, OutboundCall call, HttpClientContext context) throws IOException {
            // Added before, so nearer to the network than what install adds first.
            try (CloseableHttpClient client = HeaderPropagationInterceptors.install(
                            HttpClients.custom().addExecInterceptorFirst("user", handler))
                    .setDefaultCredentialsProvider(TestClients.credentials())
                    .build()) {
                return client.execute(TestClients.classic(call), context, response -> {
                    EntityUtils.consume(response.getEntity());
                    return response.getCode();
                });
            }
        }

        @Override
        public int sendAgain(HttpClientContext context) throws Exception {
            try (CloseableHttpClient client =
                    HeaderPropagationInterceptors.install(HttpClients.custom()).build()) {
                return client.execute(
                        ClassicRequestBuilder.copy((ClassicHttpRequest) context.getRequest())
                                .build(),
                        response -> response.getCode());
            }
        }

        private ExecChainHandler handler(Deed deed) {
            return switch (deed) {
                case ON_ANOTHER_THREAD ->
                    (request, scope, chain) -> onAnotherThread(() -> chain.proceed(request, scope));
                case WITH_A_REQUEST_OF_ITS_OWN ->
                    (request, scope, chain) -> chain.proceed(
                            ClassicRequestBuilder.create(request.getMethod())
                                    .setUri(request.getRequestUri())
                                    .setScheme(request.getScheme())
                                    .setAuthority(request.getAuthority())
                                    .setEntity(request.getEntity())
                                    .build(),
                            scope);
                case WITH_A_SCOPE_OF_ITS_OWN ->
                    (request, scope, chain) -> chain.proceed(
                            request,
                            new ExecChain.Scope(
                                    "mine",
                                    scope.route,
                                    scope.originalRequest,
                                    scope.execRuntime.fork(null),
                                    scope.clientContext));
                case TWICE ->
                    (request, scope, chain) -> {
                        ClassicHttpResponse first = chain.proceed(
                                ClassicRequestBuilder.copy(request).build(), scope);
                        EntityUtils.consume(first.getEntity());
                        first.close();
                        return chain.proceed(request, scope);
                    };
                case TO_ANOTHER_HOST ->
                    (request, scope, chain) -> chain.proceed(
                            request,
                            new ExecChain.Scope(
                                    scope.exchangeId,
                                    elsewhere(scope.route),
                                    scope.originalRequest,
                                    scope.execRuntime,
                                    scope.clientContext));
            };
        }

        private ClassicHttpResponse onAnotherThread(Callable<ClassicHttpResponse> task) throws IOException {
            try {
                return threads.submit(task).get(20, TimeUnit.SECONDS);
            } catch (InterruptedException | ExecutionException | TimeoutException e) {
                throw new IOException(e);
            }
        }

        @Test
        void aHandlerThatProceedsTwiceLeavesEachHopJudged() throws Exception {
            thereAndToAnUntrustedHostAndBack(Deed.TWICE);
        }

        @Test
        void aChainThatGoesOnAfterItsHandlerHasGivenUpLetsNothingReachAnUntrustedHost() throws Exception {
            String first = DOWNSTREAM.path("first");
            String untrusted = DOWNSTREAM.path("untrusted");
            DOWNSTREAM.redirect(first, DOWNSTREAM.uriByOtherHost(untrusted));
            CountDownLatch givenUp = new CountDownLatch(1);
            List<Future<ClassicHttpResponse>> goneOn = new ArrayList<>();
            ExecChainHandler impatient = (request, scope, chain) -> {
                goneOn.add(threads.submit(() -> {
                    givenUp.await();
                    return chain.proceed(request, scope);
                }));
                throw new IOException("given up");
            };
            CloseableHttpClient client = HeaderPropagationInterceptors.install(
                            HttpClients.custom().addExecInterceptorFirst("user", impatient))
                    .build();
            try (client;
                    Scope scope = Headers.ofRequestOnlyTo(1, "127.0.0.1").makeCurrent()) {
                assertThatThrownBy(() -> client.execute(
                                TestClients.classic(OutboundCall.get(DOWNSTREAM.uri(first))), response -> null))
                        .hasMessage("given up");
                assertThat(ClassicHandlers.REDIRECTED).isEmpty();
                givenUp.countDown();
                goneOn.get(0).get(20, TimeUnit.SECONDS).close();
            }
            assertThat(DOWNSTREAM.receivedOnce(first)).contains(entry("x-request-id", Headers.requestId(1)));
            assertThat(DOWNSTREAM.receivedOnce(untrusted)).doesNotContainKeys(Headers.carriedNames());
        }

        @Test
        void aHandlerThatNeverProceedsOrThrowsAnythingLeavesNothingBehind() {
            OutboundCall call = OutboundCall.get(DOWNSTREAM.uri("/"));
            Error error = new Error("thrown by the test's handler");
            try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
                assertThatThrownBy(() -> execute(
                                (request, route, chain) -> {
                                    throw error;
                                },
                                call,
                                HttpClientContext.create()))
                        .isSameAs(error);
                assertThatThrownBy(() -> execute(
                                (request, route, chain) -> {
                                    throw new HttpException("refused");
                                },
                                call,
                                HttpClientContext.create()))
                        .hasMessage("refused");
            }
        }
    }

    @Nested
    class Async implements Contract {
        private final ExecutorService threads = Executors.newFixedThreadPool(4);

        @AfterEach
        void stop() {
            threads.shutdownNow();
        }

        @Override
        public int send(Deed deed, OutboundCall call, HttpClientContext context) throws Exception {
            try (CloseableHttpAsyncClient client = HeaderPropagationInterceptors.install(
                            HttpAsyncClients.custom().addExecInterceptorFirst("user", handler(deed)))
                    .setDefaultCredentialsProvider(TestClients.credentials())
                    .build()) {
                client.start();
                return client.execute(TestClients.simple(call), context, null)
                        .get(20, TimeUnit.SECONDS)
                        .getCode();
            }
        }

        @Override
        public int sendAgain(HttpClientContext context) throws Exception {
            try (CloseableHttpAsyncClient client = HeaderPropagationInterceptors.install(HttpAsyncClients.custom())
                    .build()) {
                client.start();
                return client.execute(
                                SimpleRequestBuilder.copy(context.getRequest()).build(), null)
                        .get(20, TimeUnit.SECONDS)
                        .getCode();
            }
        }

        private AsyncExecChainHandler handler(Deed deed) {
            return switch (deed) {
                case ON_ANOTHER_THREAD ->
                    (request, body, scope, chain, callback) -> threads.execute(() -> {
                        try {
                            chain.proceed(request, body, scope, callback);
                        } catch (HttpException | IOException | RuntimeException e) {
                            callback.failed(e);
                        }
                    });
                case WITH_A_REQUEST_OF_ITS_OWN ->
                    (request, body, scope, chain, callback) -> {
                        HttpRequest own = BasicRequestBuilder.create(request.getMethod())
                                .setUri(request.getRequestUri())
                                .setScheme(request.getScheme())
                                .setAuthority(request.getAuthority())
                                .build();
                        chain.proceed(own, body, scope, callback);
                    };
                case WITH_A_SCOPE_OF_ITS_OWN ->
                    (request, body, scope, chain, callback) -> chain.proceed(
                            request,
                            body,
                            new AsyncExecChain.Scope(
                                    "mine",
                                    scope.route,
                                    scope.originalRequest,
                                    new Independent(),
                                    scope.clientContext,
                                    scope.execRuntime,
                                    scope.scheduler,
                                    scope.execCount),
                            callback);
                case TWICE -> throw new IllegalArgumentException("a call can be answered once");
                case TO_ANOTHER_HOST ->
                    (request, body, scope, chain, callback) -> chain.proceed(
                            request,
                            body,
                            new AsyncExecChain.Scope(
                                    scope.exchangeId,
                                    elsewhere(scope.route),
                                    scope.originalRequest,
                                    scope.cancellableDependency,
                                    scope.clientContext,
                                    scope.execRuntime,
                                    scope.scheduler,
                                    scope.execCount),
                            callback);
            };
        }
    }

    private static HttpRoute elsewhere(HttpRoute route) {
        return new HttpRoute(
                new HttpHost("http", "localhost", route.getTargetHost().getPort()));
    }

    /** What a handler can create to cancel an attempt by itself. */
    private static final class Independent implements CancellableDependency {
        @Override
        public void setDependency(Cancellable cancellable) {}

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public boolean cancel() {
            return false;
        }
    }

    /** A handler may keep what could not be sent, to send it later on behalf of somebody else, or of nobody. */
    @Test
    void anOriginalRequestThatIsSentAgainCarriesWhatIsCurrentThen() throws Exception {
        List<ClassicHttpRequest> kept = new ArrayList<>();
        String path = DOWNSTREAM.path("again");
        try (CloseableHttpClient client = HeaderPropagationInterceptors.install(HttpClients.custom()
                        .addExecInterceptorBefore(ChainElement.PROTOCOL.name(), "keep", (request, scope, chain) -> {
                            kept.add(scope.originalRequest);
                            return chain.proceed(request, scope);
                        }))
                .build()) {
            try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
                client.execute(new HttpGet(DOWNSTREAM.uri(path)), response -> null);
            }
            try (Scope scope = Headers.ofRequest(2).makeCurrent()) {
                client.execute(kept.get(0), response -> null);
            }
            client.execute(kept.get(0), response -> null);
        }
        assertThat(DOWNSTREAM.received(path).get(1)).contains(entry("x-request-id", Headers.requestId(2)));
        assertThat(DOWNSTREAM.received(path).get(2)).doesNotContainKey("x-request-id");
    }
}
