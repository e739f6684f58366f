// SPDX-License-Identifier: Apache-2.0
package io.headerhop.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.spi.Address;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Makes each call of a channel or stub carry the headers that are current where the call is made. Its observers,
 * listeners and the callbacks of its future run with the caller's headers current.
 *
 * <pre>{@code
 * channelBuilder.intercept(new HeaderPropagationClientInterceptor());
 * }</pre>
 *
 * <p>Where there are other interceptors, this is the first in the list, which gRPC calls last: then it sees what the
 * others have set. The host that has to be among the destinations is the channel's authority. Stateless; one instance
 * can serve all channels.
 */
public final class HeaderPropagationClientInterceptor implements ClientInterceptor {
    /** Configured by what is captured: see {@link CapturedHeaders#rules()}. */
    public HeaderPropagationClientInterceptor() {
        Adapters.outbound("gRPC");
    }

    @Override
    public <ReqT, RespT> ClientCall<ReqT, RespT> interceptCall(
            MethodDescriptor<ReqT, RespT> method, CallOptions options, Channel next) {
        CapturedHeaders headers = CapturedHeaders.current();
        return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
            @Override
            public void start(Listener<RespT> listener, Metadata metadata) {
                // The caller may send its own with another call.
                Metadata sent = new Metadata();
                sent.merge(metadata);
                Address address = addressOf(next.authority());
                if (address != null) {
                    Adapters.inject(headers, address, sent, MetadataWriter.INSTANCE);
                }
                super.start(new CallersListener<>(listener, headers), sent);
            }
        };
    }

    /** Null if no host is known for certain, and then nothing may be sent. */
    private static @Nullable Address addressOf(@Nullable String authority) {
        try {
            // The scheme says that no port is known where there is none: it depends on the channel's security.
            return authority == null ? null : Address.of(new URI("grpc://" + authority));
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static final class CallersListener<RespT> extends SimpleForwardingClientCallListener<RespT> {
        private final CapturedHeaders headers;

        CallersListener(ClientCall.Listener<RespT> listener, CapturedHeaders headers) {
            super(listener);
            this.headers = headers;
        }

        @Override
        public void onHeaders(Metadata metadata) {
            try (Scope scope = headers.makeCurrent()) {
                super.onHeaders(metadata);
            }
        }

        @Override
        public void onMessage(RespT message) {
            try (Scope scope = headers.makeCurrent()) {
                super.onMessage(message);
            }
        }

        @Override
        public void onReady() {
            try (Scope scope = headers.makeCurrent()) {
                super.onReady();
            }
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            try (Scope scope = headers.makeCurrent()) {
                super.onClose(status, trailers);
            }
        }
    }
}
