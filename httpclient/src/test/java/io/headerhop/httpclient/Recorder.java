// SPDX-License-Identifier: Apache-2.0
package io.headerhop.httpclient;

import io.headerhop.CapturedHeaders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleResponseConsumer;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;

/** Notes what is current in each method of a response consumer and of the callback of the same call. */
final class Recorder implements FutureCallback<SimpleHttpResponse> {
    private final Map<String, CapturedHeaders> seen = new ConcurrentHashMap<>();
    private final CountDownLatch end = new CountDownLatch(1);

    Map<String, CapturedHeaders> seen() {
        return seen;
    }

    void awaitEnd() throws InterruptedException {
        if (!end.await(20, TimeUnit.SECONDS)) {
            throw new AssertionError("the callback was not called within 20 s");
        }
    }

    private void note(String method) {
        seen.put(method, CapturedHeaders.current());
    }

    @Override
    public void completed(SimpleHttpResponse result) {
        note("completed");
        end.countDown();
    }

    @Override
    public void failed(Exception cause) {
        note("callback failed");
        end.countDown();
    }

    @Override
    public void cancelled() {
        note("callback cancelled");
        end.countDown();
    }

    AsyncResponseConsumer<SimpleHttpResponse> consumer() {
        return new Consumer(SimpleResponseConsumer.create());
    }

    private final class Consumer implements AsyncResponseConsumer<SimpleHttpResponse> {
        private final AsyncResponseConsumer<SimpleHttpResponse> consumer;

        Consumer(AsyncResponseConsumer<SimpleHttpResponse> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void consumeResponse(
                HttpResponse response,
                EntityDetails body,
                HttpContext context,
                FutureCallback<SimpleHttpResponse> callback)
                throws HttpException, IOException {
            note("consumeResponse");
            consumer.consumeResponse(response, body, context, callback);
        }

        @Override
        public void informationResponse(HttpResponse response, HttpContext context) throws HttpException, IOException {
            note("informationResponse");
            consumer.informationResponse(response, context);
        }

        @Override
        public void updateCapacity(CapacityChannel channel) throws IOException {
            note("updateCapacity");
            consumer.updateCapacity(channel);
        }

        @Override
        public void consume(ByteBuffer data) throws IOException {
            note("consume");
            consumer.consume(data);
        }

        @Override
        public void streamEnd(List<? extends Header> trailers) throws HttpException, IOException {
            note("streamEnd");
            consumer.streamEnd(trailers);
        }

        @Override
        public void failed(Exception cause) {
            note("failed");
            consumer.failed(cause);
        }

        @Override
        public void releaseResources() {
            consumer.releaseResources();
        }
    }
}
