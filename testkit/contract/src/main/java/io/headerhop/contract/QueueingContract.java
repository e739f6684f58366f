// SPDX-License-Identifier: Apache-2.0
package io.headerhop.contract;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * For clients that make a call, or its response, wait for others: no matter which call's end lets it proceed, it has
 * its own caller's headers.
 */
public interface QueueingContract extends CallersThreadContract {
    /** Starts the call from this thread on a client that serves one call at a time and makes all others wait. */
    void startInQueue(OutboundCall call, CallbackContract.Callback callback) throws Exception;

    @Test
    default void aCallThatHadToWaitCarriesTheHeadersOfItsOwnCaller() throws Exception {
        String held = DOWNSTREAM.path("held");
        Downstream.Gate gate = DOWNSTREAM.gate(held);
        List<String> paths = new ArrayList<>();
        List<CallbackContract.Callback> callbacks = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            paths.add(i == 0 ? held : DOWNSTREAM.path("waiting"));
            callbacks.add(new CallbackContract.Callback());
            // The last call is made outside any request: it must not get what the others carry.
            CapturedHeaders headers = i == 3 ? CapturedHeaders.none() : Headers.ofRequest(i);
            try (Scope scope = headers.makeCurrent()) {
                startInQueue(OutboundCall.get(DOWNSTREAM.uri(paths.get(i))), callbacks.get(i));
            }
        }
        gate.awaitArrival();
        gate.open();
        for (int i = 0; i < 4; i++) {
            assertThat(callbacks.get(i).awaitStatus()).isEqualTo(200);
        }
        for (int i = 0; i < 3; i++) {
            assertThat(DOWNSTREAM.receivedOnce(paths.get(i))).contains(entry("x-request-id", Headers.requestId(i)));
            assertThat(callbacks.get(i).seen().first("x-request-id")).isEqualTo(Headers.requestId(i));
        }
        assertThat(DOWNSTREAM.receivedOnce(paths.get(3))).doesNotContainKeys(Headers.carriedNames());
        assertThat(callbacks.get(3).seen().isEmpty()).isTrue();
    }

    @Test
    default void eachOfManyCallsInOneQueueCarriesItsOwnId() throws Exception {
        CallbackContract.eachOfManyCarriesItsOwnId(this::startInQueue);
    }
}
