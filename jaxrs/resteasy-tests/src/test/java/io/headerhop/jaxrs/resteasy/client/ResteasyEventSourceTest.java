// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.resteasy.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.headerhop.Scope;
import io.headerhop.contract.Headers;
import io.headerhop.jaxrs.contract.AsyncExecutor;
import io.headerhop.jaxrs.contract.ClientMatrix;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.sse.SseEventSource;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A client that listens to events and reconnects after the server has closed the stream. */
class ResteasyEventSourceTest {
    @Test
    void carriesTheHeadersWhenItIsOpenedAndNothingWhenItComesAgainByItself() throws Exception {
        BlockingQueue<String> ids = new LinkedBlockingQueue<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> {
            ids.add(String.valueOf(exchange.getRequestHeaders().getFirst("x-request-id")));
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            byte[] event = "data: one\n\n".getBytes();
            exchange.sendResponseHeaders(200, event.length);
            exchange.getResponseBody().write(event);
            exchange.close();
        });
        server.start();
        WebTarget target = ClientMatrix.client(AsyncExecutor.DEFAULT)
                .target("http://127.0.0.1:" + server.getAddress().getPort());
        try (SseEventSource source = SseEventSource.target(target)
                .reconnectingEvery(1, TimeUnit.MILLISECONDS)
                .build()) {
            source.register(event -> {});
            try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
                source.open();
            }
            assertThat(ids.poll(20, TimeUnit.SECONDS)).isEqualTo(Headers.requestId(1));
            assertThat(ids.poll(20, TimeUnit.SECONDS)).isEqualTo("null");
            assertThat(ids.poll(20, TimeUnit.SECONDS)).isEqualTo("null");
        } finally {
            server.stop(0);
        }
    }
}
