// SPDX-License-Identifier: Apache-2.0
package io.headerhop.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderNames;
import io.headerhop.HeaderPropagation;
import io.headerhop.contract.Headers;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What is current while a call is served. */
@ParameterizedClass
@EnumSource
record ServerInterceptorTest(Transport transport) {
    private static final HeaderPropagation RULES =
            HeaderPropagation.of(HeaderNames.istio().plus("baggage", "grpc-trace-bin", "x-tenant-*"));
    private static final Metadata.Key<byte[]> TRACE =
            Metadata.Key.of("grpc-trace-bin", Metadata.BINARY_BYTE_MARSHALLER);

    @Test
    void makesTheHeadersCurrentWhileTheCallIsServed() throws Exception {
        Metadata metadata = new Metadata();
        metadata.put(Calls.key("X-Request-ID"), Headers.requestId(1));
        metadata.put(Calls.key("baggage"), "a=1");
        metadata.put(Calls.key("baggage"), "b=2");
        metadata.put(Calls.key("x-tenant-name"), "blue");
        metadata.put(Calls.key("x-other"), "1");
        CapturedHeaders seen = serveOne(metadata);
        assertThat(seen.names()).containsExactlyInAnyOrder("x-request-id", "baggage", "x-tenant-name");
        assertThat(seen.first("x-request-id")).isEqualTo(Headers.requestId(1));
        assertThat(seen.values("baggage")).containsExactly("a=1", "b=2");
    }

    @Test
    void aBinaryHeaderIsTheBase64ThatGoesOverTheWire() throws Exception {
        byte[] bytes = {0, 1, -1, 127, -128};
        Metadata metadata = new Metadata();
        metadata.put(TRACE, bytes);
        CapturedHeaders seen = serveOne(metadata);
        assertThat(seen.first("grpc-trace-bin"))
                .isEqualTo(Base64.getEncoder().withoutPadding().encodeToString(bytes));
    }

    @Test
    void ofARepeatedSingleValueTheFirstCounts() throws Exception {
        Metadata metadata = new Metadata();
        metadata.put(Calls.key("x-request-id"), Headers.requestId(1));
        metadata.put(Calls.key("x-request-id"), Headers.requestId(2));
        assertThat(serveOne(metadata).values("x-request-id")).containsExactly(Headers.requestId(1));
    }

    @Test
    void capturesNothingWhereNothingCame() throws Exception {
        assertThat(serveOne(new Metadata()).isEmpty()).isTrue();
    }

    @Test
    void carriesOnlyTheFreshFormOfB3() throws Exception {
        Metadata metadata = new Metadata();
        metadata.put(Calls.key("b3"), Headers.TRACE_ID + "-00000000000000aa-1");
        metadata.put(Calls.key("x-b3-traceid"), Headers.TRACE_ID);
        metadata.put(Calls.key("x-b3-spanid"), "00000000000000bb");
        metadata.put(Calls.key("x-b3-parentspanid"), "00000000000000aa");
        assertThat(serveOne(metadata).names()).containsExactly("x-b3-traceid", "x-b3-spanid", "x-b3-parentspanid");
    }

    /** Start, readiness, messages, the end of the client's stream, and the end of the call. */
    @Test
    void theyAreCurrentInEveryCallbackOfAStream() throws Exception {
        ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
        CountDownLatch closed = new CountDownLatch(1);
        try (Shop shop = new Shop(
                transport,
                1,
                (request, response) -> {},
                response -> {
                    seen.add("started " + currentId());
                    var call = (ServerCallStreamObserver<String>) response;
                    call.setOnReadyHandler(() -> seen.add("ready " + currentId()));
                    call.setOnCloseHandler(() -> {
                        seen.add("closed " + currentId());
                        closed.countDown();
                    });
                    return new StreamObserver<>() {
                        @Override
                        public void onNext(String message) {
                            seen.add(message + " " + currentId());
                            response.onNext(message);
                        }

                        @Override
                        public void onError(Throwable failure) {}

                        @Override
                        public void onCompleted() {
                            seen.add("completed " + currentId());
                            response.onCompleted();
                        }
                    };
                },
                builder -> builder.intercept(new HeaderPropagationServerInterceptor(RULES)))) {
            CompletableFuture<String> answered = new CompletableFuture<>();
            StreamObserver<String> requests = ClientCalls.asyncBidiStreamingCall(
                    with(shop.channel(), 1).newCall(Calls.STREAMS, CallOptions.DEFAULT), new Waiting(answered));
            requests.onNext("one");
            requests.onNext("two");
            requests.onCompleted();
            answered.get(20, TimeUnit.SECONDS);
            assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
            String id = Headers.requestId(1);
            assertThat(seen)
                    .contains(
                            "started " + id, "ready " + id, "one " + id, "two " + id, "completed " + id, "closed " + id)
                    .allMatch(line -> line.endsWith(id));
            nothingIsLeft(shop.threads);
        }
    }

    /** After its method has returned, while its only thread has already served another. */
    @Test
    void anAnswerOnAnotherThreadHasThemIfTheyAreHandedOver() throws Exception {
        ExecutorService later = Executors.newSingleThreadExecutor();
        CountDownLatch served = new CountDownLatch(2);
        try (Shop shop = new Shop(
                transport,
                1,
                (request, response) -> {
                    Runnable answer = () -> {
                        response.onNext(currentId());
                        response.onCompleted();
                    };
                    CapturedHeaders headers = CapturedHeaders.current();
                    served.countDown();
                    later.execute(() -> {
                        await(served);
                        assertThat(CapturedHeaders.current()).isSameAs(CapturedHeaders.none());
                        headers.wrap(answer).run();
                    });
                },
                response -> response,
                builder -> builder.intercept(new HeaderPropagationServerInterceptor(RULES)))) {
            ManagedChannel channel = shop.channel();
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                answers.add(ClientCalls.futureUnaryCall(
                        with(channel, i).newCall(Calls.UNARY, CallOptions.DEFAULT), "request"));
            }
            for (int i = 0; i < 2; i++) {
                assertThat(answers.get(i).get(20, TimeUnit.SECONDS)).isEqualTo(Headers.requestId(i));
            }
            nothingIsLeft(shop.threads);
            nothingIsLeft(later);
        } finally {
            later.shutdownNow();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theyAreCurrentWhenTheClientCancels() throws Exception {
        CompletableFuture<String> cancelled = new CompletableFuture<>();
        CountDownLatch started = new CountDownLatch(1);
        try (Shop shop = new Shop(
                transport,
                1,
                (request, response) -> {},
                response -> {
                    ((ServerCallStreamObserver<String>) response)
                            .setOnCancelHandler(() -> cancelled.complete(currentId()));
                    started.countDown();
                    return new Waiting(new CompletableFuture<>());
                },
                builder -> builder.intercept(new HeaderPropagationServerInterceptor(RULES)))) {
            ClientCallStreamObserver<String> requests =
                    (ClientCallStreamObserver<String>) ClientCalls.asyncBidiStreamingCall(
                            with(shop.channel(), 1).newCall(Calls.STREAMS, CallOptions.DEFAULT),
                            new Waiting(new CompletableFuture<>()));
            assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
            requests.cancel("on purpose", null);
            assertThat(cancelled.get(20, TimeUnit.SECONDS)).isEqualTo(Headers.requestId(1));
            nothingIsLeft(shop.threads);
        }
    }

    @Test
    void nothingIsLeftAfterTheServiceThrewOrForgotToCloseAScope() throws Exception {
        try (Shop shop = Shop.answering(
                transport,
                1,
                request -> {
                    Headers.ofRequest(2).makeCurrent();
                    throw new IllegalStateException("on purpose");
                },
                new HeaderPropagationServerInterceptor(RULES))) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> call(with(shop.channel(), 1))).hasMessageContaining("UNKNOWN");
                nothingIsLeft(shop.threads);
            }
        }
    }

    @Test
    void eachOfManyConcurrentCallsSeesItsOwn() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(16);
        try (Shop shop =
                Shop.answering(transport, 8, request -> currentId(), new HeaderPropagationServerInterceptor(RULES))) {
            ManagedChannel channel = shop.channel();
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 250; i++) {
                var one = i % 5 == 4 ? channel : with(channel, i);
                answers.add(clients.submit(() -> call(one)));
            }
            for (int i = 0; i < 250; i++) {
                assertThat(answers.get(i).get(20, TimeUnit.SECONDS))
                        .isEqualTo(i % 5 == 4 ? "nothing" : Headers.requestId(i));
            }
            nothingIsLeft(shop.threads);
        } finally {
            clients.shutdownNow();
        }
    }

    private CapturedHeaders serveOne(Metadata metadata) throws Exception {
        CompletableFuture<CapturedHeaders> seen = new CompletableFuture<>();
        try (Shop shop = Shop.answering(
                transport,
                1,
                request -> {
                    seen.complete(CapturedHeaders.current());
                    return "seen";
                },
                new HeaderPropagationServerInterceptor(RULES))) {
            call(shop.channel(MetadataUtils.newAttachHeadersInterceptor(metadata)));
            nothingIsLeft(shop.threads);
        }
        return seen.get();
    }

    static String call(Channel channel) {
        return ClientCalls.blockingUnaryCall(channel, Calls.UNARY, CallOptions.DEFAULT, "request");
    }

    private static Channel with(Channel channel, int number) {
        Metadata metadata = new Metadata();
        metadata.put(Calls.key("x-request-id"), Headers.requestId(number));
        return ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(metadata));
    }

    static String currentId() {
        String id = CapturedHeaders.current().first("x-request-id");
        return id == null ? "nothing" : id;
    }

    /** On a pool of one thread; on a larger one, on some. */
    static void nothingIsLeft(ExecutorService threads) throws Exception {
        for (int i = 0; i < 20; i++) {
            assertThat(threads.submit(CapturedHeaders::current).get(20, TimeUnit.SECONDS))
                    .isSameAs(CapturedHeaders.none());
        }
    }

    /** Completed by the end of the stream. */
    private record Waiting(CompletableFuture<String> ended) implements ClientResponseObserver<String, String> {
        @Override
        public void beforeStart(ClientCallStreamObserver<String> call) {}

        @Override
        public void onNext(String message) {}

        @Override
        public void onError(Throwable failure) {
            ended.completeExceptionally(failure);
        }

        @Override
        public void onCompleted() {
            ended.complete("ended");
        }
    }
}
