// SPDX-License-Identifier: Apache-2.0
package io.headerhop.opentelemetry.agent.program;

import io.grpc.BindableService;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executors;

/** A service that calls the URL that it is given, and its client: two hops in one. */
final class Grpc {
    private static final MethodDescriptor<String, String> RELAY = MethodDescriptor.<String, String>newBuilder(
                    Text.INSTANCE, Text.INSTANCE)
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("shop.Relay/call")
            .build();
    private static volatile ManagedChannel channel =
            NettyChannelBuilder.forAddress("127.0.0.1", 1).usePlaintext().build();

    private Grpc() {}

    static int server() throws IOException {
        BindableService service = () -> ServerServiceDefinition.builder("shop.Relay")
                .addMethod(RELAY, ServerCalls.asyncUnaryCall((to, response) -> {
                    response.onNext(Integer.toString(Clients.call(new Query("jdk", to, Map.of()))));
                    response.onCompleted();
                }))
                .build();
        Server server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .executor(Executors.newFixedThreadPool(6))
                .addService(service)
                .build()
                .start();
        channel.shutdownNow();
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort())
                .usePlaintext()
                .build();
        return server.getPort();
    }

    /** With headers that the caller has, and may have sent before. */
    static int call(String to, Metadata own) {
        Channel withOwn = ClientInterceptors.intercept(channel, new ClientInterceptor() {
            @Override
            public <Q, A> ClientCall<Q, A> interceptCall(
                    MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
                return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
                    @Override
                    public void start(Listener<A> listener, Metadata unused) {
                        super.start(listener, own);
                    }
                };
            }
        });
        return Integer.parseInt(ClientCalls.blockingUnaryCall(withOwn, RELAY, CallOptions.DEFAULT, to));
    }

    static Metadata metadata(Map<String, String> own) {
        Metadata metadata = new Metadata();
        own.forEach((name, value) -> metadata.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value));
        return metadata;
    }

    private enum Text implements MethodDescriptor.Marshaller<String> {
        INSTANCE;

        @Override
        public InputStream stream(String value) {
            return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String parse(InputStream stream) {
            try {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
