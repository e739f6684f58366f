// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.checkout;

import com.google.gson.Gson;
import io.headerhop.httpclient.HeaderPropagationInterceptors;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** The inventory, called with Apache HttpClient's classic, blocking client. Safe to share between threads. */
final class InventoryClient implements AutoCloseable {
    private final URI reservations;
    private final CloseableHttpClient client;

    InventoryClient(URI inventory) {
        reservations = inventory.resolve("/reservations");
        HttpClientBuilder builder = HttpClientBuilder.create()
                .evictIdleConnections(TimeValue.ofSeconds(10))
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(Timeout.ofSeconds(4))
                        .build());
        // Outbound: each call carries the headers of the request that triggered it.
        client = HeaderPropagationInterceptors.install(builder).build();
    }

    private record Reservation(String product, int cents) {}

    /** Reserves one, and returns what it costs. */
    int reserve(String product) throws IOException {
        HttpPost request = new HttpPost(reservations);
        request.setEntity(
                new StringEntity(new Gson().toJson(Map.of("product", product)), ContentType.APPLICATION_JSON));
        return client.execute(request, response -> {
            if (response.getCode() >= 400) {
                throw new IOException("the inventory answered " + response.getCode());
            }
            return new Gson()
                    .fromJson(EntityUtils.toString(response.getEntity()), Reservation.class)
                    .cents();
        });
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
