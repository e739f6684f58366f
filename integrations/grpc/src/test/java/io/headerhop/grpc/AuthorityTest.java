// SPDX-License-Identifier: Apache-2.0
package io.headerhop.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.stub.ClientCalls;
import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.contract.Headers;
import org.junit.jupiter.api.Test;

/** Which host and port the destinations judge. */
class AuthorityTest {
    @Test
    void isWhatTheChannelOverridesItWith() throws Exception {
        try (Shop shop = Shop.answering(Transport.NETTY, 1, request -> "answer")) {
            Channel channel = shop.channelBuiltBy(
                    builder -> builder.overrideAuthority("inventory.svc.cluster.local:50051"),
                    new HeaderPropagationClientInterceptor());
            assertThat(carries(shop, channel, CallOptions.DEFAULT, ".svc.cluster.local"))
                    .isTrue();
            assertThat(carries(shop, channel, CallOptions.DEFAULT, "inventory.svc.cluster.local:50051"))
                    .isTrue();
            assertThat(carries(shop, channel, CallOptions.DEFAULT, "inventory.svc.cluster.local:80"))
                    .isFalse();
            assertThat(carries(shop, channel, CallOptions.DEFAULT, "127.0.0.1")).isFalse();
        }
    }

    @Test
    void isNotWhatASingleCallSays() throws Exception {
        try (Shop shop = Shop.answering(Transport.NETTY, 1, request -> "answer")) {
            Channel channel = shop.channel(new HeaderPropagationClientInterceptor());
            CallOptions options = CallOptions.DEFAULT.withAuthority("inventory.svc.cluster.local");
            assertThat(carries(shop, channel, options, ".svc.cluster.local")).isFalse();
            assertThat(carries(shop, channel, options, "127.0.0.1")).isTrue();
        }
    }

    @Test
    void withoutAPortMatchesOnlyADestinationWithoutOne() throws Exception {
        try (Shop shop = Shop.answering(Transport.NETTY, 1, request -> "answer")) {
            Channel channel = shop.channelBuiltBy(
                    builder -> builder.overrideAuthority("inventory"), new HeaderPropagationClientInterceptor());
            assertThat(carries(shop, channel, CallOptions.DEFAULT, "inventory")).isTrue();
            assertThat(carries(shop, channel, CallOptions.DEFAULT, "inventory:80", "inventory:443"))
                    .isFalse();
        }
    }

    @Test
    void inWhichThereIsNoHostForCertainGetsNothing() throws Exception {
        try (Shop shop = Shop.answering(Transport.NETTY, 1, request -> "answer")) {
            Channel channel = shop.channelBuiltBy(
                    builder -> builder.overrideAuthority("127.0.0.1,partner.example.com:80"),
                    new HeaderPropagationClientInterceptor());
            assertThat(carries(shop, channel, CallOptions.DEFAULT, "127.0.0.1", "partner.example.com"))
                    .isFalse();
        }
    }

    @Test
    void ofACallWithinTheJvmIsLocalhost() throws Exception {
        try (Shop shop = Shop.answering(Transport.IN_PROCESS, 1, request -> "answer")) {
            Channel channel = shop.channel(new HeaderPropagationClientInterceptor());
            assertThat(carries(shop, channel, CallOptions.DEFAULT, "localhost")).isTrue();
        }
    }

    private static boolean carries(Shop shop, Channel channel, CallOptions options, String... destinations) {
        CapturedHeaders headers = Headers.ofRequestOnlyTo(1, destinations);
        try (Scope scope = headers.makeCurrent()) {
            ClientCalls.blockingUnaryCall(channel, Calls.UNARY, options, "request");
        }
        return shop.received.get(shop.received.size() - 1).containsKey(Calls.key("x-request-id"));
    }
}
