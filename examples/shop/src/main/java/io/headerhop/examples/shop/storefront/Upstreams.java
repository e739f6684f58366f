// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.storefront;

import com.google.gson.Gson;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** The services behind the storefront. They are called with OkHttp's {@code enqueue}. Safe to share between threads. */
final class Upstreams {
    private static final MediaType JSON = MediaType.get("application/json");

    private final Call.Factory calls;
    private final HttpUrl catalog;
    private final HttpUrl checkout;

    Upstreams(Call.Factory calls, URI catalog, URI checkout) {
        this.calls = calls;
        this.catalog = HttpUrl.get(catalog.toString());
        this.checkout = HttpUrl.get(checkout.toString());
    }

    /** Another service's response. */
    record Answer(int status, String text) {
        boolean isGood() {
            return status < 400;
        }
    }

    CompletableFuture<Answer> product(String name) {
        HttpUrl url = catalog.newBuilder()
                .addPathSegment("products")
                .addPathSegment(name)
                .build();
        return enqueue(new Request.Builder().url(url).build());
    }

    CompletableFuture<Answer> order(String product) {
        HttpUrl url = checkout.newBuilder().addPathSegment("orders").build();
        RequestBody body = RequestBody.create(new Gson().toJson(Map.of("product", product)), JSON);
        return enqueue(new Request.Builder().url(url).post(body).build());
    }

    private CompletableFuture<Answer> enqueue(Request request) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        calls.newCall(request).enqueue(new Callback() {
            @Override
            public void onResponse(Call call, Response response) throws IOException {
                try (ResponseBody body = response.body()) {
                    answer.complete(new Answer(response.code(), body.string()));
                } catch (IOException e) {
                    answer.completeExceptionally(e);
                }
            }

            @Override
            public void onFailure(Call call, IOException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }
}
