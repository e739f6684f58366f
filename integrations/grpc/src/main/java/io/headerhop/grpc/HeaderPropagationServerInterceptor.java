// SPDX-License-Identifier: Apache-2.0
package io.headerhop.grpc;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderPropagation;
import io.headerhop.spi.InboundScope;
import java.util.Objects;

/**
 * Captures the headers of each call and makes them current wherever gRPC runs the application for it: service methods,
 * observers of a stream, handlers for readiness and cancellation. Afterwards each thread has what it had before.
 *
 * <pre>{@code
 * serverBuilder.intercept(new HeaderPropagationServerInterceptor());
 * }</pre>
 *
 * <p>Where there are other interceptors, this is the last in the list, which gRPC calls first: then the others have the
 * headers as well. Thread-safe; one instance can serve several servers.
 */
public final class HeaderPropagationServerInterceptor implements ServerInterceptor {
    private final HeaderPropagation propagation;

    /**
     * Configured by {@linkplain HeaderPropagation#fromEnvironment() the environment}.
     *
     * @throws IllegalArgumentException if the environment has a wrong setting
     */
    public HeaderPropagationServerInterceptor() {
        this(HeaderPropagation.fromEnvironment());
    }

    /** Captures what the given configuration says. */
    public HeaderPropagationServerInterceptor(HeaderPropagation propagation) {
        this.propagation = Objects.requireNonNull(propagation);
        Adapters.inbound("gRPC server interceptor", propagation);
    }

    @Override
    public <ReqT, RespT> ServerCall.Listener<ReqT> interceptCall(
            ServerCall<ReqT, RespT> call, Metadata metadata, ServerCallHandler<ReqT, RespT> next) {
        CapturedHeaders headers = Adapters.capture(propagation, metadata, MetadataReader.INSTANCE);
        try (InboundScope scope = Adapters.makeCurrent(headers)) {
            return new CallListener<>(next.startCall(call, metadata), headers);
        }
    }

    private static final class CallListener<ReqT> extends SimpleForwardingServerCallListener<ReqT> {
        private final CapturedHeaders headers;

        CallListener(ServerCall.Listener<ReqT> listener, CapturedHeaders headers) {
            super(listener);
            this.headers = headers;
        }

        @Override
        public void onMessage(ReqT message) {
            try (InboundScope scope = Adapters.makeCurrent(headers)) {
                super.onMessage(message);
            }
        }

        @Override
        public void onHalfClose() {
            try (InboundScope scope = Adapters.makeCurrent(headers)) {
                super.onHalfClose();
            }
        }

        @Override
        public void onCancel() {
            try (InboundScope scope = Adapters.makeCurrent(headers)) {
                super.onCancel();
            }
        }

        @Override
        public void onComplete() {
            try (InboundScope scope = Adapters.makeCurrent(headers)) {
                super.onComplete();
            }
        }

        @Override
        public void onReady() {
            try (InboundScope scope = Adapters.makeCurrent(headers)) {
                super.onReady();
            }
        }
    }
}
