// SPDX-License-Identifier: Apache-2.0
package io.headerhop.httpclient;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncDataConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.jspecify.annotations.Nullable;

/**
 * Makes the caller's headers current while the response is handed to the caller's consumer and callback. The client
 * calls them on its own threads, or on the thread of another call that has just released its connection.
 */
record CallersCallback(CapturedHeaders headers, AsyncExecCallback callback) implements AsyncExecCallback {
    @Override
    public @Nullable AsyncDataConsumer handleResponse(HttpResponse response, @Nullable EntityDetails body)
            throws HttpException, IOException {
        try (Scope scope = headers.makeCurrent()) {
            AsyncDataConsumer consumer = callback.handleResponse(response, body);
            return consumer == null ? null : new CallersConsumer(headers, consumer);
        }
    }

    @Override
    public void handleInformationResponse(HttpResponse response) throws HttpException, IOException {
        try (Scope scope = headers.makeCurrent()) {
            callback.handleInformationResponse(response);
        }
    }

    /** Without the headers: the response has been consumed, and calls waiting for a connection continue from here. */
    @Override
    public void completed() {
        callback.completed();
    }

    @Override
    public void failed(Exception cause) {
        try (Scope scope = headers.makeCurrent()) {
            callback.failed(cause);
        }
    }

    private record CallersConsumer(CapturedHeaders headers, AsyncDataConsumer consumer) implements AsyncDataConsumer {
        @Override
        public void updateCapacity(CapacityChannel channel) throws IOException {
            try (Scope scope = headers.makeCurrent()) {
                consumer.updateCapacity(channel);
            }
        }

        @Override
        public void consume(ByteBuffer data) throws IOException {
            try (Scope scope = headers.makeCurrent()) {
                consumer.consume(data);
            }
        }

        @Override
        public void streamEnd(@Nullable List<? extends Header> trailers) throws HttpException, IOException {
            try (Scope scope = headers.makeCurrent()) {
                consumer.streamEnd(trailers);
            }
        }

        @Override
        public void releaseResources() {
            try (Scope scope = headers.makeCurrent()) {
                consumer.releaseResources();
            }
        }
    }
}
