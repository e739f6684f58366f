// SPDX-License-Identifier: Apache-2.0
package io.headerhop.httpclient;

import io.headerhop.contract.CallbackContract;
import io.headerhop.contract.CallbackContract.Callback;
import io.headerhop.contract.OutboundCall;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestProducer;
import org.apache.hc.client5.http.async.methods.SimpleResponseConsumer;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.core5.concurrent.FutureCallback;

/** All contracts of an asynchronous client, with every way to execute a request. */
interface AsyncContract extends ClientContract {
    Way way();

    CloseableHttpAsyncClient client();

    /** A client set up in the same way. */
    CloseableHttpAsyncClient clientWithoutHeaderhop();

    enum Way {
        FUTURE {
            @Override
            int execute(CloseableHttpAsyncClient client, SimpleHttpRequest request) throws Exception {
                return client.execute(request, null).get(20, TimeUnit.SECONDS).getCode();
            }
        },
        CALLBACK {
            @Override
            int execute(CloseableHttpAsyncClient client, SimpleHttpRequest request) throws Exception {
                Callback callback = new Callback();
                client.execute(request, new Listener(callback));
                return callback.awaitStatus();
            }
        },
        PRODUCER {
            @Override
            int execute(CloseableHttpAsyncClient client, SimpleHttpRequest request) throws Exception {
                Callback callback = new Callback();
                client.execute(
                        SimpleRequestProducer.create(request),
                        SimpleResponseConsumer.create(),
                        null,
                        null,
                        new Listener(callback));
                return callback.awaitStatus();
            }
        };

        abstract int execute(CloseableHttpAsyncClient client, SimpleHttpRequest request) throws Exception;

        PreparedCall prepare(CloseableHttpAsyncClient client, OutboundCall call) {
            SimpleHttpRequest request = TestClients.simple(call);
            return () -> {
                try {
                    return execute(client, request);
                } catch (ExecutionException e) {
                    throw (Exception) e.getCause();
                }
            };
        }
    }

    @Override
    default PreparedCall prepare(OutboundCall call) {
        return way().prepare(client(), call);
    }

    @Override
    default PreparedCall prepareWithoutHeaderhop(OutboundCall call) {
        return way().prepare(clientWithoutHeaderhop(), call);
    }

    /** What the application passes to the client. */
    record Listener(CallbackContract.Callback callback) implements FutureCallback<SimpleHttpResponse> {
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
