// SPDX-License-Identifier: Apache-2.0
package io.headerhop.grpc;

import io.grpc.ManagedChannelBuilder;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/** Within this JVM, or over HTTP/2 on loopback. */
enum Transport {
    IN_PROCESS {
        @Override
        ServerBuilder<?> server() {
            return InProcessServerBuilder.forName("shop-" + NAMES.incrementAndGet());
        }

        @Override
        ManagedChannelBuilder<?> channelTo(Server server) {
            return InProcessChannelBuilder.forAddress(server.getListenSockets().get(0));
        }
    },
    NETTY {
        @Override
        ServerBuilder<?> server() {
            return NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0));
        }

        @Override
        ManagedChannelBuilder<?> channelTo(Server server) {
            return NettyChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext();
        }
    };

    private static final AtomicInteger NAMES = new AtomicInteger();

    abstract ServerBuilder<?> server();

    abstract ManagedChannelBuilder<?> channelTo(Server server);
}
