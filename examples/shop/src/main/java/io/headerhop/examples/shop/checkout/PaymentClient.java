// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.checkout;

import com.google.gson.Gson;
import io.headerhop.httpclient.HeaderPropagationInterceptors;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** Payment, called with Apache HttpClient's asynchronous client. Safe to share between threads. */
final class PaymentClient implements AutoCloseable {
    private final URI payments;
    private final CloseableHttpAsyncClient client;

    PaymentClient(URI payment) {
        payments = payment.resolve("/payments");
        HttpAsyncClientBuilder builder = HttpAsyncClientBuilder.create()
                .evictIdleConnections(TimeValue.ofSeconds(10))
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(Timeout.ofSeconds(4))
                        .build());
        // Outbound: each call carries the headers of the request that triggered it.
        client = HeaderPropagationInterceptors.install(builder).build();
        client.start();
    }

    /** Charges the customer; completes with payment's response status. */
    CompletableFuture<Integer> charge(String product, int cents) {
        SimpleHttpRequest request = SimpleRequestBuilder.post(payments)
                .setBody(new Gson().toJson(Map.of("product", product, "cents", cents)), ContentType.APPLICATION_JSON)
                .build();
        CompletableFuture<Integer> status = new CompletableFuture<>();
        // The callback gets everything that this future would.
        Future<SimpleHttpResponse> unused = client.execute(request, new FutureCallback<SimpleHttpResponse>() {
            @Override
            public void completed(SimpleHttpResponse response) {
                status.complete(response.getCode());
            }

            @Override
            public void failed(Exception failure) {
                status.completeExceptionally(failure);
            }

            @Override
            public void cancelled() {
                status.cancel(false);
            }
        });
        return status;
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
