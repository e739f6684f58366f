// SPDX-License-Identifier: Apache-2.0
package io.headerhop.contract;

/** A client with the adapter installed, and one of the ways to send a call with it. */
public interface OutboundClient extends CallersThreadContract {
    /** A request object of the client, which can be sent any number of times. */
    @FunctionalInterface
    interface PreparedCall {
        /** Sends the request from this thread, waits for the response, closes it and returns its status. */
        int send() throws Exception;
    }

    /** Makes the client's request object; the same client may serve all tests. */
    PreparedCall prepare(OutboundCall call) throws Exception;

    default int send(OutboundCall call) throws Exception {
        return prepare(call).send();
    }
}
