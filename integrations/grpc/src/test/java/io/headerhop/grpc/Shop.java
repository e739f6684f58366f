// SPDX-License-Identifier: Apache-2.0
package io.headerhop.grpc;

import io.grpc.BindableService;
import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.ServerCalls.BidiStreamingMethod;
import io.grpc.stub.ServerCalls.UnaryMethod;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A service with threads of its own that remembers the metadata of its calls, and channels to it. */
final class Shop implements AutoCloseable {
    final List<Metadata> received = new CopyOnWriteArrayList<>();
    /** How many calls are answered with UNAVAILABLE before they reach the service. */
    final AtomicInteger unavailable = new AtomicInteger();

    final ExecutorService threads;
    private final ExecutorService callbacks = Executors.newFixedThreadPool(2);
    private final List<ManagedChannel> channels = new CopyOnWriteArrayList<>();
    private final CountDownLatch held = new CountDownLatch(1);
    private final Transport transport;
    private final Server server;

    Shop(
            Transport transport,
            int workers,
            UnaryMethod<String, String> unary,
            BidiStreamingMethod<String, String> streams,
            Consumer<ServerBuilder<?>> more)
            throws Exception {
        this.transport = transport;
        this.threads = Executors.newFixedThreadPool(workers);
        BindableService service = () -> ServerServiceDefinition.builder(Calls.SERVICE)
                .addMethod(Calls.UNARY, ServerCalls.asyncUnaryCall(unary))
                .addMethod(Calls.STREAMS, ServerCalls.asyncBidiStreamingCall(streams))
                .build();
        ServerBuilder<?> builder = transport.server().executor(threads).addService(service);
        more.accept(builder);
        server = builder.intercept(new Remembering()).build().start();
    }

    /** A shop whose unary method answers with what this says, called on the service's thread. */
    static Shop answering(Transport transport, int workers, Answer answer, ServerInterceptor... interceptors)
            throws Exception {
        return answering(
                transport, workers, answer, builder -> List.of(interceptors).forEach(builder::intercept));
    }

    static Shop answering(Transport transport, int workers, Answer answer, Consumer<ServerBuilder<?>> more)
            throws Exception {
        return new Shop(
                transport,
                workers,
                (request, response) -> {
                    response.onNext(answer.to(request));
                    response.onCompleted();
                },
                response -> {
                    throw new UnsupportedOperationException();
                },
                more);
    }

    /** Makes answers wait; for a shop with one thread. */
    void hold() {
        threads.execute(() -> {
            try {
                held.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    void release() {
        held.countDown();
    }

    @FunctionalInterface
    interface Answer {
        String to(String request);
    }

    /** Callbacks run on two threads of this shop's. */
    ManagedChannel channel(ClientInterceptor... interceptors) {
        return channelBuiltBy(builder -> {}, interceptors);
    }

    ManagedChannel channelBuiltBy(Consumer<ManagedChannelBuilder<?>> more, ClientInterceptor... interceptors) {
        ManagedChannelBuilder<?> builder =
                transport.channelTo(server).executor(callbacks).intercept(interceptors);
        more.accept(builder);
        ManagedChannel channel = builder.build();
        channels.add(channel);
        return channel;
    }

    ExecutorService callbacks() {
        return callbacks;
    }

    @Override
    public void close() throws Exception {
        for (ManagedChannel channel : channels) {
            channel.shutdownNow();
            channel.awaitTermination(10, TimeUnit.SECONDS);
        }
        server.shutdownNow();
        server.awaitTermination(10, TimeUnit.SECONDS);
        threads.shutdownNow();
        callbacks.shutdownNow();
    }

    private final class Remembering implements ServerInterceptor {
        @Override
        public <ReqT, RespT> ServerCall.Listener<ReqT> interceptCall(
                ServerCall<ReqT, RespT> call, Metadata metadata, ServerCallHandler<ReqT, RespT> next) {
            Metadata copy = new Metadata();
            copy.merge(metadata);
            received.add(copy);
            if (unavailable.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                call.close(Status.UNAVAILABLE.withDescription("on purpose"), new Metadata());
                return new ServerCall.Listener<>() {};
            }
            return next.startCall(call, metadata);
        }
    }
}
