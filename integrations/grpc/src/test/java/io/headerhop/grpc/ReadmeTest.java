// SPDX-License-Identifier: Apache-2.0
package io.headerhop.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannelBuilder;
import io.grpc.ServerBuilder;
import io.headerhop.Scope;
import io.headerhop.contract.Headers;
import org.junit.jupiter.api.Test;

/** The lines of the README. */
class ReadmeTest {
    @Test
    void theTwoLinesAreAllItTakes() throws Exception {
        try (Shop shop = Shop.answering(
                        Transport.NETTY, 1, request -> ServerInterceptorTest.currentId(), ReadmeTest::onServer);
                Scope scope = Headers.ofRequest(1).makeCurrent()) {
            assertThat(ServerInterceptorTest.call(shop.channelBuiltBy(ReadmeTest::onChannel)))
                    .isEqualTo(Headers.requestId(1));
        }
    }

    private static void onServer(ServerBuilder<?> serverBuilder) {
        serverBuilder.intercept(new HeaderPropagationServerInterceptor());
    }

    private static void onChannel(ManagedChannelBuilder<?> channelBuilder) {
        channelBuilder.intercept(new HeaderPropagationClientInterceptor());
    }
}
