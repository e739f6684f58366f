// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.javalin;

import io.headerhop.CapturedHeaders;
import io.headerhop.jdkhttpclient.HeaderPropagationHttpClient;
import io.headerhop.servers.Headers;
import io.headerhop.servers.LookingPool;
import io.headerhop.servers.Looks;
import io.headerhop.servers.Settings;
import io.javalin.http.Handler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;

/** Each makes a call in one way, and answers with the id that the called service received. */
public final class Handlers {
    private final HttpClient client = HeaderPropagationHttpClient.create(HttpClient.newHttpClient());
    private final HttpRequest request =
            HttpRequest.newBuilder(URI.create(Settings.service())).build();
    private final ExecutorService plain = new LookingPool();
    private final ExecutorService pool = CapturedHeaders.propagating(plain);

    /** A propagating pool of the application's. */
    public ExecutorService pool() {
        return pool;
    }

    public Map<String, Handler> byPath() {
        return Map.ofEntries(
                Map.entry("/threads", context -> context.result(Looks.take())),
                Map.entry("/current", context -> context.result(Headers.current())),
                Map.entry("/sync", context -> context.result(call())),
                // A stage of a client that hands over.
                Map.entry(
                        "/future",
                        context -> context.future(() -> client.sendAsync(request, BodyHandlers.ofString())
                                .thenAccept(response -> context.result(response.body())))),
                Map.entry(
                        "/future/pool",
                        context -> context.future(() ->
                                CompletableFuture.supplyAsync(this::call, pool).thenAccept(context::result))),
                Map.entry(
                        "/future/plain",
                        context -> context.future(() ->
                                CompletableFuture.supplyAsync(this::call, plain).thenAccept(context::result))),
                // By Javalin's own default pool.
                Map.entry("/async", context -> context.async(() -> context.result(call()))),
                Map.entry(
                        "/async/plain",
                        context -> context.async(task -> task.executor = plain, () -> context.result(call()))),
                Map.entry(
                        "/async/pool",
                        context -> context.async(task -> task.executor = pool, () -> context.result(call()))),
                Map.entry(
                        "/async/wrapped",
                        context -> context.async(CapturedHeaders.current().wrap(() -> context.result(call()))::run)));
    }

    private String call() {
        try {
            return client.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
