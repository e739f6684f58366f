// SPDX-License-Identifier: Apache-2.0
package io.headerhop.httpclient;

import io.headerhop.contract.AsyncOutboundContract;
import io.headerhop.contract.OutboundCall;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.core5.concurrent.FutureCallback;

/** All contracts that an asynchronous client keeps. */
interface AsyncContract extends AsyncOutboundContract, ClientContract {
    CloseableHttpAsyncClient client();

    CloseableHttpAsyncClient clientWithOneConnection();

    @Override
    default PreparedCall prepare(OutboundCall call) {
        SimpleHttpRequest request = TestClients.simple(call);
        return () -> client().execute(request, null).get(20, TimeUnit.SECONDS).getCode();
    }

    @Override
    default void start(OutboundCall call, Callback callback) {
        client().execute(TestClients.simple(call), new Listener(callback));
    }

    @Override
    default void startOnOneConnection(OutboundCall call, Callback callback) {
        clientWithOneConnection().execute(TestClients.simple(call), new Listener(callback));
    }

    /** What the application gives to the client. */
    record Listener(Callback callback) implements FutureCallback<SimpleHttpResponse> {
        @Override
        public void completed(SimpleHttpResponse response) {
            callback.answered(response.getCode());
        }

        @Override
        public void failed(Exception cause) {
            callback.failed(cause);
        }

        @Override
        public void cancelled() {
            callback.failed(new InterruptedException("cancelled"));
        }
    }
}
