// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.demo.broken;

import com.google.gson.Gson;
import io.headerhop.okhttp.HeaderPropagationCallFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The services behind the broken storefront. It asks for products rightly, and for orders on the wrong thread. */
final class LosingUpstreams implements AutoCloseable {
    private static final long DELAY_MILLIS = 10;

    private final ExecutorService pool = Executors.newFixedThreadPool(4);
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final OkHttpClient client;
    private final Call.Factory calls;
    private final HttpUrl catalog;
    private final HttpUrl checkout;

    LosingUpstreams(OkHttpClient client, URI catalog, URI checkout) {
        this.client = client;
        this.calls = HeaderPropagationCallFactory.create(client);
        this.catalog = HttpUrl.get(catalog.toString());
        this.checkout = HttpUrl.get(checkout.toString());
    }

    /** Looks at the product, orders it where the fault says, and completes with the checkout's status. */
    CompletableFuture<Integer> buy(String product, Fault fault) {
        if (fault == Fault.CLIENT) {
            return inACallback(product);
        }
        int shown = statusOf(productRequest(product));
        return shown >= 400 ? CompletableFuture.completedFuture(shown) : order(product, fault);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // What becomes of the order, the status says.
    private CompletableFuture<Integer> order(String product, Fault fault) {
        CompletableFuture<Integer> status = new CompletableFuture<>();
        Runnable order = () -> order(product, status);
        switch (fault) {
            case EXECUTOR -> pool.execute(order);
            case COMMON_POOL -> CompletableFuture.runAsync(order);
            case SCHEDULER -> scheduler.schedule(order, DELAY_MILLIS, TimeUnit.MILLISECONDS);
            case REACTOR ->
                Mono.fromRunnable(order)
                        .subscribeOn(Schedulers.boundedElastic())
                        .subscribe();
            case CLIENT -> throw new IllegalArgumentException("see inACallback");
        }
        return status;
    }

    private CompletableFuture<Integer> inACallback(String product) {
        CompletableFuture<Integer> status = new CompletableFuture<>();
        client.newCall(productRequest(product)).enqueue(new Callback() {
            @Override
            public void onResponse(Call call, Response response) {
                response.close();
                if (response.code() >= 400) {
                    status.complete(response.code());
                } else {
                    order(product, status);
                }
            }

            @Override
            public void onFailure(Call call, IOException e) {
                status.completeExceptionally(e);
            }
        });
        return status;
    }

    private void order(String product, CompletableFuture<Integer> status) {
        HttpUrl url = checkout.newBuilder().addPathSegment("orders").build();
        RequestBody body =
                RequestBody.create(new Gson().toJson(Map.of("product", product)), MediaType.get("application/json"));
        try {
            status.complete(statusOf(new Request.Builder().url(url).post(body).build()));
        } catch (RuntimeException e) {
            status.completeExceptionally(e);
        }
    }

    private Request productRequest(String name) {
        return new Request.Builder()
                .url(catalog.newBuilder()
                        .addPathSegment("products")
                        .addPathSegment(name)
                        .build())
                .build();
    }

    private int statusOf(Request request) {
        try (Response response = calls.newCall(request).execute()) {
            return response.code();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
        scheduler.shutdownNow();
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
