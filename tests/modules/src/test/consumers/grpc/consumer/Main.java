// SPDX-License-Identifier: Apache-2.0
package consumer;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.headerhop.HeaderPropagation;
import io.headerhop.Scope;
import io.headerhop.grpc.HeaderPropagationClientInterceptor;
import java.io.InputStream;
import java.util.Map;

/** Starts a call on a channel of its own, which prints what the call carries. */
public final class Main {
    private enum Bytes implements MethodDescriptor.Marshaller<InputStream> {
        INSTANCE;

        @Override
        public InputStream stream(InputStream value) {
            return value;
        }

        @Override
        public InputStream parse(InputStream stream) {
            return stream;
        }
    }

    private static final class Printing extends Channel {
        @Override
        public String authority() {
            return "inventory:80";
        }

        @Override
        public <Q, R> ClientCall<Q, R> newCall(MethodDescriptor<Q, R> method, CallOptions options) {
            return new ClientCall<>() {
                @Override
                public void start(Listener<R> listener, Metadata metadata) {
                    System.out.println(
                            "carried " + metadata.get(Metadata.Key.of("b3", Metadata.ASCII_STRING_MARSHALLER)));
                }

                @Override
                public void request(int messages) {}

                @Override
                public void cancel(String message, Throwable cause) {}

                @Override
                public void halfClose() {}

                @Override
                public void sendMessage(Q message) {}
            };
        }
    }

    public static void main(String[] arguments) {
        MethodDescriptor<InputStream, InputStream> method = MethodDescriptor.<InputStream, InputStream>newBuilder()
                .setType(MethodType.UNARY)
                .setFullMethodName("shop/Ask")
                .setRequestMarshaller(Bytes.INSTANCE)
                .setResponseMarshaller(Bytes.INSTANCE)
                .build();
        Channel channel = ClientInterceptors.intercept(new Printing(), new HeaderPropagationClientInterceptor());
        try (Scope scope =
                HeaderPropagation.istio().capture(Map.of("b3", "0")).makeCurrent()) {
            channel.newCall(method, CallOptions.DEFAULT).start(new ClientCall.Listener<>() {}, new Metadata());
        }
    }
}
