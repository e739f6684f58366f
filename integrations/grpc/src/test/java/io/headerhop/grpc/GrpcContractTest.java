// SPDX-License-Identifier: Apache-2.0
package io.headerhop.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.headerhop.contract.CallbackContract;
import io.headerhop.contract.CopiedHeadersContract;
import io.headerhop.contract.DestinationContract;
import io.headerhop.contract.OutboundCall;
import io.headerhop.contract.OwnHeadersContract;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;

/**
 * What goes over the wire, by the contracts of all clients: the service that records it does not speak gRPC, and what
 * the client says about its answer has the status of HTTP in it. Only the body of a call, which gRPC frames, is tested
 * elsewhere.
 */
class GrpcContractTest implements OwnHeadersContract, CopiedHeadersContract, DestinationContract, CallbackContract {
    private static final Map<String, ManagedChannel> CHANNELS = new ConcurrentHashMap<>();
    private static final Pattern STATUS = Pattern.compile("HTTP status code (\\d+)");

    @AfterAll
    static void close() {
        CHANNELS.values().forEach(ManagedChannel::shutdownNow);
    }

    @Override
    public PreparedCall prepare(OutboundCall call) {
        return () -> {
            try {
                ClientCalls.blockingUnaryCall(callTo(call), "request");
                throw new AssertionError("an answer from a service that does not speak gRPC");
            } catch (StatusRuntimeException e) {
                return statusIn(e);
            }
        };
    }

    @Override
    public void start(OutboundCall call, Callback callback) {
        ClientCalls.asyncUnaryCall(callTo(call), "request", new StreamObserver<String>() {
            @Override
            public void onNext(String message) {}

            @Override
            public void onError(Throwable failure) {
                if (STATUS.matcher(failure.getMessage()).find()) {
                    callback.answered(statusIn(failure));
                } else {
                    callback.failed(failure);
                }
            }

            @Override
            public void onCompleted() {}
        });
    }

    private static ClientCall<String, String> callTo(OutboundCall call) {
        URI uri = call.uri();
        Metadata own = new Metadata();
        call.headers().forEach((name, value) -> own.put(Calls.key(name), value));
        Channel channel = ClientInterceptors.intercept(
                CHANNELS.computeIfAbsent(
                        uri.getAuthority(),
                        authority -> NettyChannelBuilder.forAddress(uri.getHost(), uri.getPort())
                                .usePlaintext()
                                .intercept(new HeaderPropagationClientInterceptor())
                                .build()),
                MetadataUtils.newAttachHeadersInterceptor(own));
        return channel.newCall(Calls.method(MethodType.UNARY, uri.getPath().substring(1)), CallOptions.DEFAULT);
    }

    private static int statusIn(Throwable failure) {
        Matcher status = STATUS.matcher(failure.getMessage());
        if (!status.find()) {
            throw new AssertionError(failure);
        }
        return Integer.parseInt(status.group(1));
    }
}
