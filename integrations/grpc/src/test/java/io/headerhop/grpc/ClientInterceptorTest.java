// SPDX-License-Identifier: Apache-2.0
package io.headerhop.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderNames;
import io.headerhop.HeaderPropagation;
import io.headerhop.Scope;
import io.headerhop.contract.Headers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a call carries, and what is current in its callbacks. */
@ParameterizedClass
@EnumSource
record ClientInterceptorTest(Transport transport) {
    private static final HeaderPropagation RULES =
            HeaderPropagation.of(HeaderNames.istio().plus("baggage", "grpc-trace-bin", "x-tenant-*"));
    private static final Metadata.Key<byte[]> TRACE =
            Metadata.Key.of("grpc-trace-bin", Metadata.BINARY_BYTE_MARSHALLER);

    @AfterEach
    void nothingIsLeftOnThisThread() {
        assertThat(CapturedHeaders.current()).isSameAs(CapturedHeaders.none());
    }

    @Test
    void carriesEachCurrentHeaderOnceWithItsValues() throws Exception {
        Metadata received = sent(Headers.captured(
                RULES,
                Map.of(
                        "x-request-id", List.of(Headers.requestId(1)),
                        "x-b3-traceid", List.of(Headers.TRACE_ID),
                        "baggage", List.of("a=1", "b=2"),
                        "x-tenant-name", List.of("blue"))));
        assertThat(received.getAll(Calls.key("x-request-id"))).containsExactly(Headers.requestId(1));
        assertThat(received.getAll(Calls.key("x-b3-traceid"))).containsExactly(Headers.TRACE_ID);
        assertThat(received.getAll(Calls.key("baggage"))).containsExactly("a=1", "b=2");
        assertThat(received.getAll(Calls.key("x-tenant-name"))).containsExactly("blue");
    }

    @Test
    void addsNothingWhereNothingIsCurrent() throws Exception {
        assertThat(sent(CapturedHeaders.none()).keys()).doesNotContain(Headers.carriedNames());
    }

    @Test
    void aBinaryHeaderIsSentAsTheBytesThatCame() throws Exception {
        assertThat(sent(RULES.capture(Map.of("grpc-trace-bin", "AAH/f4A"))).get(TRACE))
                .containsExactly(0, 1, -1, 127, -128);
        assertThat(sent(RULES.capture(Map.of("grpc-trace-bin", "AAH/f4A="))).get(TRACE))
                .containsExactly(0, 1, -1, 127, -128);
    }

    @Test
    void neverFailsBecauseOfWhatCameIn() throws Exception {
        Metadata received = sent(RULES.capture(Map.of(
                "grpc-trace-bin",
                "not Base64!",
                "x-tenant-!'",
                "no name for gRPC",
                "x-tenant-b-bin",
                "%%%",
                "b3",
                "0")));
        assertThat(received.keys()).doesNotContain("grpc-trace-bin", "x-tenant-!'", "x-tenant-b-bin");
        assertThat(received.get(Calls.key("b3"))).isEqualTo("0");
    }

    @Test
    void whatTheCallerSetWinsWithItsWholeGroup() throws Exception {
        Metadata own = new Metadata();
        own.put(Calls.key("x-request-id"), "the-callers-own");
        own.put(Calls.key("b3"), "0");
        own.put(TRACE, new byte[] {7});
        Metadata received = sent(Headers.captured(RULES, withTrace()), MetadataUtils.newAttachHeadersInterceptor(own));
        assertThat(received.getAll(Calls.key("x-request-id"))).containsExactly("the-callers-own");
        assertThat(received.getAll(Calls.key("b3"))).containsExactly("0");
        assertThat(received.getAll(TRACE)).containsExactly(new byte[] {7});
        assertThat(received.keys())
                .doesNotContain("x-b3-traceid", "x-b3-spanid")
                .contains("traceparent");
    }

    @Test
    void replacesTheCallersIfConfigured() throws Exception {
        Metadata own = new Metadata();
        own.put(Calls.key("x-request-id"), "the-callers-own");
        own.put(TRACE, new byte[] {7});
        Metadata received = sent(
                Headers.captured(RULES.replacing(true), withTrace()), MetadataUtils.newAttachHeadersInterceptor(own));
        assertThat(received.getAll(Calls.key("x-request-id"))).containsExactly(Headers.requestId(1));
        assertThat(received.getAll(TRACE)).containsExactly(new byte[] {0, 1, -1, 127, -128});
    }

    private static Map<String, List<String>> withTrace() {
        Map<String, List<String>> headers = new HashMap<>(Headers.mapOfRequest(1));
        headers.put("grpc-trace-bin", List.of("AAH/f4A"));
        return headers;
    }

    /** On the channel and on a stub, say. */
    @Test
    void installedTwiceItSendsEachValueOnce() throws Exception {
        Map<String, List<String>> headers = new HashMap<>(withTrace());
        headers.put("baggage", List.of("a=1", "b=2"));
        Metadata received = sent(Headers.captured(RULES, headers), new HeaderPropagationClientInterceptor());
        assertThat(received.getAll(Calls.key("x-request-id"))).containsExactly(Headers.requestId(1));
        assertThat(received.getAll(Calls.key("baggage"))).containsExactly("a=1", "b=2");
        assertThat(received.getAll(TRACE)).containsExactly(new byte[] {0, 1, -1, 127, -128});
    }

    @Test
    void theCallersOwnMetadataIsNotChanged() throws Exception {
        try (Shop shop = Shop.answering(transport, 1, request -> "answer");
                Scope scope = Headers.ofRequest(1).makeCurrent()) {
            Metadata own = new Metadata();
            var call = shop.channel(new HeaderPropagationClientInterceptor()).newCall(Calls.UNARY, CallOptions.DEFAULT);
            CountDownLatch closed = new CountDownLatch(1);
            call.start(
                    new ClientCall.Listener<>() {
                        @Override
                        public void onClose(Status status, Metadata trailers) {
                            closed.countDown();
                        }
                    },
                    own);
            call.sendMessage("request");
            call.halfClose();
            call.request(1);
            assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(own.keys()).isEmpty();
            assertThat(shop.received.get(0).keys()).contains("x-request-id");
        }
    }

    @Test
    void callbacksOfAStreamSeeTheCallersHeaders() throws Exception {
        ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
        CompletableFuture<String> ended = new CompletableFuture<>();
        try (Shop shop = new Shop(transport, 2, (request, response) -> {}, response -> response, builder -> {})) {
            StreamObserver<String> requests;
            try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
                requests = ClientCalls.asyncBidiStreamingCall(
                        shop.channel(new HeaderPropagationClientInterceptor())
                                .newCall(Calls.STREAMS, CallOptions.DEFAULT),
                        new ClientResponseObserver<String, String>() {
                            @Override
                            public void beforeStart(ClientCallStreamObserver<String> call) {
                                call.setOnReadyHandler(() -> seen.add("ready " + ServerInterceptorTest.currentId()));
                            }

                            @Override
                            public void onNext(String message) {
                                seen.add(message + " " + ServerInterceptorTest.currentId());
                            }

                            @Override
                            public void onError(Throwable failure) {
                                ended.completeExceptionally(failure);
                            }

                            @Override
                            public void onCompleted() {
                                seen.add("completed " + ServerInterceptorTest.currentId());
                                ended.complete("ended");
                            }
                        });
            }
            try (Scope scope = Headers.ofRequest(2).makeCurrent()) {
                requests.onNext("one");
                requests.onCompleted();
            }
            ended.get(20, TimeUnit.SECONDS);
            String id = Headers.requestId(1);
            assertThat(seen)
                    .contains("ready " + id, "one " + id, "completed " + id)
                    .allMatch(line -> line.endsWith(id));
            ServerInterceptorTest.nothingIsLeft(shop.callbacks());
        }
    }

    @Test
    void anErrorIsToldWithTheCallersHeaders() throws Exception {
        CompletableFuture<String> told = new CompletableFuture<>();
        try (Shop shop = Shop.answering(transport, 1, request -> "answer")) {
            shop.unavailable.set(1);
            try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
                ClientCalls.asyncUnaryCall(
                        shop.channel(new HeaderPropagationClientInterceptor())
                                .newCall(Calls.UNARY, CallOptions.DEFAULT),
                        "request",
                        new StreamObserver<String>() {
                            @Override
                            public void onNext(String message) {}

                            @Override
                            public void onError(Throwable failure) {
                                told.complete(ServerInterceptorTest.currentId());
                            }

                            @Override
                            public void onCompleted() {}
                        });
            }
            assertThat(told.get(20, TimeUnit.SECONDS)).isEqualTo(Headers.requestId(1));
            ServerInterceptorTest.nothingIsLeft(shop.callbacks());
        }
    }

    /** Listeners of a future that run at once do so on the channel's thread. */
    @Test
    void eachOfManyFuturesAtOnceCarriesAndSeesItsOwn() throws Exception {
        try (Shop shop = Shop.answering(
                transport,
                8,
                request -> ServerInterceptorTest.currentId(),
                new HeaderPropagationServerInterceptor(RULES))) {
            Channel channel = shop.channel(new HeaderPropagationClientInterceptor());
            List<CompletableFuture<String>> seen = new ArrayList<>();
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 250; i++) {
                try (Scope scope = ofRequest(i).makeCurrent()) {
                    var answer =
                            ClientCalls.futureUnaryCall(channel.newCall(Calls.UNARY, CallOptions.DEFAULT), "request");
                    CompletableFuture<String> callback = new CompletableFuture<>();
                    answer.addListener(() -> callback.complete(ServerInterceptorTest.currentId()), Runnable::run);
                    answers.add(answer);
                    seen.add(callback);
                }
            }
            for (int i = 0; i < 250; i++) {
                String expected = i % 5 == 4 ? "nothing" : Headers.requestId(i);
                assertThat(answers.get(i).get(20, TimeUnit.SECONDS)).isEqualTo(expected);
            }
            for (CompletableFuture<String> one : seen) {
                one.get(20, TimeUnit.SECONDS);
            }
            ServerInterceptorTest.nothingIsLeft(shop.callbacks());
            ServerInterceptorTest.nothingIsLeft(shop.threads);
        }
    }

    /** A service that calls another one: 250 requests from 16 threads, some without headers. */
    @Test
    void eachOfManyRequestsIsLinkedThroughTwoServices() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(16);
        ServerInterceptor inbound = new HeaderPropagationServerInterceptor(RULES);
        try (Shop stock = Shop.answering(transport, 4, request -> ServerInterceptorTest.currentId(), inbound)) {
            Channel toStock = stock.channel(new HeaderPropagationClientInterceptor());
            try (Shop shop = Shop.answering(
                    transport,
                    8,
                    request -> ServerInterceptorTest.call(toStock) + " " + ServerInterceptorTest.currentId(),
                    inbound)) {
                Channel toShop = shop.channel(new HeaderPropagationClientInterceptor());
                List<Future<String>> answers = new ArrayList<>();
                for (int i = 0; i < 250; i++) {
                    answers.add(clients.submit(ofRequest(i).wrapCallable(() -> ServerInterceptorTest.call(toShop))));
                }
                for (int i = 0; i < 250; i++) {
                    String expected = i % 5 == 4 ? "nothing" : Headers.requestId(i);
                    assertThat(answers.get(i).get(20, TimeUnit.SECONDS)).isEqualTo(expected + " " + expected);
                }
                ServerInterceptorTest.nothingIsLeft(shop.threads);
            }
            ServerInterceptorTest.nothingIsLeft(stock.threads);
        } finally {
            clients.shutdownNow();
        }
    }

    /** On one thread: the service's headers end with its part of the call. */
    @Test
    void aServiceThatRunsOnTheCallersThreadDoesNotTakeItsHeadersAway() throws Exception {
        try (Shop shop = Shop.answering(
                transport,
                1,
                request -> ServerInterceptorTest.currentId(),
                new HeaderPropagationServerInterceptor(RULES))) {
            ManagedChannel channel = shop.channel(new HeaderPropagationClientInterceptor());
            Future<String> seen = shop.callbacks().submit(Headers.ofRequest(1).wrapCallable(() -> {
                assertThat(ServerInterceptorTest.call(channel)).isEqualTo(Headers.requestId(1));
                return ServerInterceptorTest.currentId();
            }));
            assertThat(seen.get(20, TimeUnit.SECONDS)).isEqualTo(Headers.requestId(1));
        }
    }

    @Test
    void aRetryCarriesTheSameHeaders() throws Exception {
        try (Shop shop = Shop.answering(transport, 1, request -> "answer")) {
            shop.unavailable.set(2);
            Map<String, Object> policy = Map.of(
                    "maxAttempts",
                    3.0,
                    "initialBackoff",
                    "0.01s",
                    "maxBackoff",
                    "0.01s",
                    "backoffMultiplier",
                    1.0,
                    "retryableStatusCodes",
                    List.of("UNAVAILABLE"));
            Map<String, Object> config = Map.of(
                    "methodConfig",
                    List.of(Map.of("name", List.of(Map.of("service", Calls.SERVICE)), "retryPolicy", policy)));
            Channel channel = shop.channelBuiltBy(
                    builder -> builder.enableRetry().defaultServiceConfig(config),
                    new HeaderPropagationClientInterceptor());
            try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
                assertThat(ServerInterceptorTest.call(channel)).isEqualTo("answer");
            }
            assertThat(shop.received)
                    .hasSize(3)
                    .allSatisfy(metadata -> assertThat(metadata.getAll(Calls.key("x-request-id")))
                            .containsExactly(Headers.requestId(1)));
        }
    }

    /** A call that has to wait for a connection is started later, on another thread. */
    @Test
    void aCallThatWaitsForItsServerCarriesItsOwnCallersHeaders() throws Exception {
        try (Shop shop = Shop.answering(transport, 1, request -> "answer")) {
            Channel channel = shop.channel(new HeaderPropagationClientInterceptor());
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                try (Scope scope = ofRequest(i + 1).makeCurrent()) {
                    answers.add(ClientCalls.futureUnaryCall(
                            channel.newCall(Calls.UNARY, CallOptions.DEFAULT.withWaitForReady()), "request"));
                }
            }
            for (Future<String> answer : answers) {
                answer.get(20, TimeUnit.SECONDS);
            }
            assertThat(shop.received)
                    .extracting(metadata -> String.valueOf(metadata.get(Calls.key("x-request-id"))))
                    .containsExactlyInAnyOrder(
                            Headers.requestId(1), Headers.requestId(2), Headers.requestId(3), "null");
        }
    }

    private static CapturedHeaders ofRequest(int i) {
        return i % 5 == 4 ? CapturedHeaders.none() : Headers.ofRequest(i);
    }

    private Metadata sent(CapturedHeaders headers, ClientInterceptor... others) throws Exception {
        try (Shop shop = Shop.answering(transport, 1, request -> "answer")) {
            Channel channel =
                    ClientInterceptors.intercept(shop.channel(new HeaderPropagationClientInterceptor()), others);
            try (Scope scope = headers.makeCurrent()) {
                ServerInterceptorTest.call(channel);
            }
            return shop.received.get(0);
        }
    }
}
