// SPDX-License-Identifier: Apache-2.0
package io.headerhop.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderPropagation;
import io.headerhop.Scope;
import io.headerhop.contract.Headers;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Designs that look right. */
class NaiveInterceptorsTest {
    /** A scope around the one method of a server interceptor. */
    private static final class AroundTheStart implements ServerInterceptor {
        @Override
        public <ReqT, RespT> ServerCall.Listener<ReqT> interceptCall(
                ServerCall<ReqT, RespT> call, Metadata metadata, ServerCallHandler<ReqT, RespT> next) {
            CapturedHeaders headers =
                    HeaderPropagation.istio().capture(Map.of("x-request-id", metadata.get(Calls.key("x-request-id"))));
            try (Scope scope = headers.makeCurrent()) {
                return next.startCall(call, metadata);
            }
        }
    }

    /** Adds the headers and leaves the listener alone. */
    private static final class OnlyTheMetadata implements ClientInterceptor {
        @Override
        public <ReqT, RespT> ClientCall<ReqT, RespT> interceptCall(
                MethodDescriptor<ReqT, RespT> method, CallOptions options, Channel next) {
            return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
                @Override
                public void start(Listener<RespT> listener, Metadata metadata) {
                    metadata.put(
                            Calls.key("x-request-id"), CapturedHeaders.current().first("x-request-id"));
                    super.start(listener, metadata);
                }
            };
        }
    }

    /** A service method runs when the request is complete, long after the start. */
    @Test
    void aScopeAroundTheStartOfACallIsOverBeforeTheServiceRuns() throws Exception {
        try (Shop shop = Shop.answering(
                        Transport.NETTY, 1, request -> ServerInterceptorTest.currentId(), new AroundTheStart());
                Scope scope = Headers.ofRequest(1).makeCurrent()) {
            assertThat(ServerInterceptorTest.call(shop.channel(new HeaderPropagationClientInterceptor())))
                    .isEqualTo("nothing");
        }
    }

    @Test
    void withMetadataAloneACallbackHasNothing() throws Exception {
        try (Shop shop = Shop.answering(Transport.NETTY, 1, request -> "answer")) {
            CompletableFuture<String> seen = new CompletableFuture<>();
            shop.hold();
            try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
                ClientCalls.futureUnaryCall(
                                shop.channel(new OnlyTheMetadata()).newCall(Calls.UNARY, CallOptions.DEFAULT),
                                "request")
                        .addListener(() -> seen.complete(ServerInterceptorTest.currentId()), Runnable::run);
            }
            shop.release();
            assertThat(seen.get(20, TimeUnit.SECONDS)).isEqualTo("nothing");
        }
    }

    /** Which is why it belongs at the beginning of the list, which gRPC calls last. */
    @Test
    void addedAfterAnInterceptorThatSetsTheSameHeaderItSendsTwo() throws Exception {
        Metadata own = new Metadata();
        own.put(Calls.key("x-request-id"), "own");
        ClientInterceptor sets = MetadataUtils.newAttachHeadersInterceptor(own);
        try (Shop shop = Shop.answering(Transport.NETTY, 1, request -> "answer");
                Scope scope = Headers.ofRequest(1).makeCurrent()) {
            ServerInterceptorTest.call(shop.channel(sets, new HeaderPropagationClientInterceptor()));
            ServerInterceptorTest.call(shop.channel(new HeaderPropagationClientInterceptor(), sets));
            assertThat(shop.received.get(0).getAll(Calls.key("x-request-id"))).hasSize(2);
            assertThat(shop.received.get(1).getAll(Calls.key("x-request-id"))).containsExactly("own");
        }
    }
}
