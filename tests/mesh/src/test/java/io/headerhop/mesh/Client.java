// SPDX-License-Identifier: Apache-2.0
package io.headerhop.mesh;

import io.headerhop.httpclient.HeaderPropagationInterceptors;
import io.headerhop.jaxrs.HeaderPropagationClientFeature;
import io.headerhop.okhttp.HeaderPropagationCallFactory;
import jakarta.ws.rs.client.ClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.concurrent.FutureCallback;

/** One of the clients with its outbound adapter. */
@FunctionalInterface
interface Client {
    /** The status of the response. */
    CompletableFuture<Integer> get(URI uri);

    /** A service's own clients, by their names in the path. */
    static Map<String, Client> all() {
        return Map.of("okhttp", okHttp(), "classic", apacheClassic(), "async", apacheAsync(), "jaxrs", jaxrs());
    }

    private static Client okHttp() {
        HeaderPropagationCallFactory calls = HeaderPropagationCallFactory.create(new OkHttpClient());
        return uri -> {
            CompletableFuture<Integer> status = new CompletableFuture<>();
            calls.newCall(new Request.Builder().url(uri.toString()).build()).enqueue(new Callback() {
                @Override
                public void onResponse(Call call, Response response) {
                    response.close();
                    status.complete(response.code());
                }

                @Override
                public void onFailure(Call call, IOException failure) {
                    status.completeExceptionally(failure);
                }
            });
            return status;
        };
    }

    private static Client apacheClassic() {
        CloseableHttpClient client =
                HeaderPropagationInterceptors.install(HttpClients.custom()).build();
        return uri -> {
            try {
                return CompletableFuture.completedFuture(
                        client.execute(new HttpGet(uri), response -> response.getCode()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    private static Client apacheAsync() {
        CloseableHttpAsyncClient client =
                HeaderPropagationInterceptors.install(HttpAsyncClients.custom()).build();
        client.start();
        return uri -> {
            CompletableFuture<Integer> status = new CompletableFuture<>();
            client.execute(SimpleRequestBuilder.get(uri).build(), new FutureCallback<>() {
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
        };
    }

    private static Client jaxrs() {
        jakarta.ws.rs.client.Client client = ClientBuilder.newClient().register(HeaderPropagationClientFeature.class);
        return uri -> client.target(uri)
                .request()
                .rx()
                .get()
                .thenApply(response -> {
                    response.close();
                    return response.getStatus();
                })
                .toCompletableFuture();
    }
}
