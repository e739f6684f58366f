// SPDX-License-Identifier: Apache-2.0
package io.headerhop.httpclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.contract.Downstream;
import io.headerhop.contract.Headers;
import io.headerhop.contract.OutboundCall;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.async.methods.SimpleRequestProducer;
import org.apache.hc.client5.http.async.methods.SimpleResponseConsumer;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.classic.MinimalHttpClient;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.RequestChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What no handler inside a client can see, and what to do about it. */
class WhatTheClientHidesTest {
    private static final Downstream DOWNSTREAM = Downstream.instance();

    private final ExecutorService executor = Executors.newSingleThreadExecutor();

    @AfterEach
    void shutDown() {
        executor.shutdownNow();
    }

    @Test
    void aRequestThatItsProducerSendsFromAnotherThreadCarriesWhatIsCurrentThere() throws Exception {
        String bare = DOWNSTREAM.path("bare");
        String handedOver = DOWNSTREAM.path("handed-over");
        try (CloseableHttpAsyncClient client = HeaderPropagationInterceptors.install(HttpAsyncClients.custom())
                        .build();
                Scope scope = Headers.ofRequest(1).makeCurrent()) {
            client.start();
            send(client, bare, executor);
            send(client, handedOver, CapturedHeaders.propagating((Executor) executor));
        }
        assertThat(DOWNSTREAM.receivedOnce(bare)).doesNotContainKey("x-request-id");
        assertThat(DOWNSTREAM.receivedOnce(handedOver)).containsEntry("x-request-id", Headers.requestId(1));
    }

    @Test
    void aMinimalClientHasNoPlaceForAHandlerAndCarriesNothing() throws Exception {
        String path = DOWNSTREAM.path("minimal");
        try (MinimalHttpClient client = HttpClients.createMinimal();
                Scope scope = Headers.ofRequest(1).makeCurrent()) {
            client.execute(new HttpGet(DOWNSTREAM.uri(path)), response -> null);
        }
        assertThat(DOWNSTREAM.receivedOnce(path)).doesNotContainKey("x-request-id");
    }

    private static void send(CloseableHttpAsyncClient client, String path, Executor executor) throws Exception {
        AsyncRequestProducer producer =
                SimpleRequestProducer.create(TestClients.simple(OutboundCall.get(DOWNSTREAM.uri(path))));
        client.execute(new DeferringProducer(producer, executor), SimpleResponseConsumer.create(), null)
                .get(20, TimeUnit.SECONDS);
    }

    private record DeferringProducer(AsyncRequestProducer producer, Executor executor) implements AsyncRequestProducer {
        @Override
        public void sendRequest(RequestChannel channel, HttpContext context) {
            executor.execute(() -> {
                try {
                    producer.sendRequest(channel, context);
                } catch (HttpException | IOException e) {
                    failed(e);
                }
            });
        }

        @Override
        public boolean isRepeatable() {
            return producer.isRepeatable();
        }

        @Override
        public void failed(Exception cause) {
            producer.failed(cause);
        }

        @Override
        public int available() {
            return producer.available();
        }

        @Override
        public void produce(DataStreamChannel channel) throws IOException {
            producer.produce(channel);
        }

        @Override
        public void releaseResources() {
            producer.releaseResources();
        }
    }
}
