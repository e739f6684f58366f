// SPDX-License-Identifier: Apache-2.0
package io.headerhop.contract;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** For clients that return before the response arrives: a callback sees the headers of its own call. */
public interface CallbackContract extends CallersThreadContract {
    /** Starts the call from this thread; the client calls back, on any thread. */
    void start(OutboundCall call, Callback callback) throws Exception;

    /** What the application does with the response: records its status and what was current when it arrived. */
    final class Callback {
        private final CompletableFuture<Integer> status = new CompletableFuture<>();
        private volatile CapturedHeaders seen = CapturedHeaders.none();

        public void answered(int statusCode) {
            seen = CapturedHeaders.current();
            status.complete(statusCode);
        }

        public void failed(Throwable failure) {
            seen = CapturedHeaders.current();
            status.completeExceptionally(failure);
        }

        public int awaitStatus() throws Exception {
            return status.get(20, TimeUnit.SECONDS);
        }

        void awaitFailure() {
            assertThat(status).failsWithin(20, TimeUnit.SECONDS);
        }

        CapturedHeaders seen() {
            return seen;
        }
    }

    @Test
    default void theCallbackSeesTheCallersHeaders() throws Exception {
        String path = DOWNSTREAM.path("callback");
        CapturedHeaders headers = Headers.ofRequest(1);
        Callback callback = new Callback();
        try (Scope scope = headers.makeCurrent()) {
            start(OutboundCall.get(DOWNSTREAM.uri(path)), callback);
        }
        assertThat(callback.awaitStatus()).isEqualTo(200);
        assertThat(callback.seen()).isSameAs(headers);
        assertThat(DOWNSTREAM.receivedOnce(path)).contains(entry("x-request-id", Headers.requestId(1)));
    }

    @Test
    @SuppressWarnings("JUnitMethodInvoked")
    default void theCallbackSeesNothingWhereTheCallerHadNothing() throws Exception {
        String path = DOWNSTREAM.path("callback");
        // First a call from another request on the same client: its headers must not stay on the client's threads.
        theCallbackSeesTheCallersHeaders();
        Callback callback = new Callback();
        start(OutboundCall.get(DOWNSTREAM.uri(path)), callback);
        assertThat(callback.awaitStatus()).isEqualTo(200);
        assertThat(callback.seen().isEmpty()).isTrue();
        assertThat(DOWNSTREAM.receivedOnce(path)).doesNotContainKeys(Headers.carriedNames());
    }

    @Test
    default void theCallbackOfAFailedCallSeesTheCallersHeaders() throws Exception {
        CapturedHeaders headers = Headers.ofRequest(1);
        Callback callback = new Callback();
        try (Scope scope = headers.makeCurrent()) {
            start(OutboundCall.get(URI.create("http://127.0.0.1:1/")), callback);
        }
        callback.awaitFailure();
        assertThat(callback.seen()).isSameAs(headers);
    }

    @Test
    default void eachOfManyCallsAtOnceCarriesItsOwnId() throws Exception {
        eachOfManyCarriesItsOwnId(this::start);
    }

    /** A way to start a call. */
    @FunctionalInterface
    interface Starter {
        void start(OutboundCall call, Callback callback) throws Exception;
    }

    static void eachOfManyCarriesItsOwnId(Starter starter) throws Exception {
        int calls = 50;
        String path = DOWNSTREAM.path("many");
        List<Callback> callbacks = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            callbacks.add(new Callback());
            try (Scope scope = Headers.ofRequest(i).makeCurrent()) {
                starter.start(OutboundCall.get(DOWNSTREAM.uri(path + "/" + i)), callbacks.get(i));
            }
        }
        for (int i = 0; i < calls; i++) {
            assertThat(callbacks.get(i).awaitStatus()).isEqualTo(200);
            assertThat(callbacks.get(i).seen().first("x-request-id")).isEqualTo(Headers.requestId(i));
            assertThat(DOWNSTREAM.receivedOnce(path + "/" + i)).contains(entry("x-request-id", Headers.requestId(i)));
        }
    }
}
