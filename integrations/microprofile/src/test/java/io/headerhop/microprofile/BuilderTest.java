// SPDX-License-Identifier: Apache-2.0
package io.headerhop.microprofile;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.headerhop.Scope;
import jakarta.ws.rs.GET;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.eclipse.microprofile.rest.client.annotation.RegisterClientHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one builder builds: several clients, and one that calls later. */
class BuilderTest {
    private HttpServer service;
    private RestClientBuilder builder;

    public interface Common {
        @GET
        String call();
    }

    @RegisterClientHeaders(HeaderPropagationClientHeadersFactory.class)
    public interface First extends Common, AutoCloseable {
        @Override
        void close();
    }

    @RegisterClientHeaders(HeaderPropagationClientHeadersFactory.class)
    public interface Second extends Common, AutoCloseable {
        @Override
        void close();
    }

    @RegisterClientHeaders(HeaderPropagationClientHeadersFactory.class)
    public interface Later extends AutoCloseable {
        @GET
        CompletionStage<String> call();

        @Override
        void close();
    }

    public interface Bare extends AutoCloseable {
        @GET
        String call();

        @Override
        void close();
    }

    @BeforeEach
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", exchange -> {
            List<String> ids = exchange.getRequestHeaders().get("x-request-id");
            byte[] answer =
                    (ids == null ? TestHeaders.NOTHING : String.join(" and ", ids)).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        service.start();
        builder = RestClientBuilder.newBuilder()
                .baseUri(URI.create("http://127.0.0.1:" + service.getAddress().getPort() + "/"));
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    @Test
    void onlyTheClientsThatNameTheFactoryCarry() {
        try (First first = builder.build(First.class);
                Bare bare = builder.build(Bare.class);
                Second second = builder.build(Second.class);
                Scope scope = TestHeaders.of("id").makeCurrent()) {
            assertThat(first.call()).isEqualTo("id");
            assertThat(second.call()).isEqualTo("id");
            assertThat(bare.call()).isEqualTo(TestHeaders.NOTHING);
        }
    }

    @Test
    void theThreadThatMadeAnAsynchronousCallHasNothingAfterIt() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try (Later later = builder.executorService(pool).build(Later.class)) {
            String called;
            try (Scope scope = TestHeaders.of("id").makeCurrent()) {
                called = later.call().toCompletableFuture().get(20, TimeUnit.SECONDS);
            }
            assertThat(called).isEqualTo("id");
            assertThat(pool.submit(TestHeaders::current).get(20, TimeUnit.SECONDS))
                    .isEqualTo(TestHeaders.NOTHING);
        } finally {
            pool.shutdownNow();
        }
    }
}
