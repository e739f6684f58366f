// SPDX-License-Identifier: Apache-2.0
package io.headerhop.opentelemetry.agent.program;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;

/** Clients for blocking code, and ways to other threads; no pool here is known to Headerhop. */
final class Clients {
    private static final ExecutorService POOL = Executors.newFixedThreadPool(6);
    private static final HttpClient JDK = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .executor(Executors.newFixedThreadPool(3))
            .build();
    private static final OkHttpClient OKHTTP = okHttp();
    private static final CloseableHttpClient APACHE = HttpClients.custom()
            .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnPerRoute(5)
                    .build())
            .build();
    private static final CloseableHttpAsyncClient APACHE_ASYNC = HttpAsyncClients.createDefault();

    private static final org.eclipse.jetty.client.HttpClient JETTY = new org.eclipse.jetty.client.HttpClient();
    private static final Map<String, Object> KEPT = new ConcurrentHashMap<>();

    static {
        APACHE_ASYNC.start();
        try {
            JETTY.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Clients() {}

    /** Calls queue: fewer at once than the service has requests. */
    private static OkHttpClient okHttp() {
        Dispatcher dispatcher = new Dispatcher(Executors.newFixedThreadPool(3));
        dispatcher.setMaxRequestsPerHost(3);
        return new OkHttpClient.Builder().dispatcher(dispatcher).build();
    }

    /** The status of the answer. */
    static int call(Query query) {
        try {
            return switch (query.client()) {
                case "jdk" ->
                    JDK.send(request(query), HttpResponse.BodyHandlers.ofString())
                            .statusCode();
                case "jdkAsync" ->
                    wait(JDK.sendAsync(request(query), HttpResponse.BodyHandlers.discarding())
                            .thenComposeAsync(
                                    unused -> JDK.sendAsync(request(query), HttpResponse.BodyHandlers.discarding()),
                                    POOL)
                            .thenApply(HttpResponse::statusCode));
                case "okhttp" -> okhttp(query);
                case "okhttpAsync" -> wait(okhttpAsync(query));
                case "apache" -> apache(query);
                case "apacheAsync" ->
                    wait(APACHE_ASYNC.execute(asyncRequest(query), null)).getCode();
                case "url" -> url(query);
                case "jetty" -> jetty(query);
                case "grpc" -> Grpc.call(query.to(), Grpc.metadata(query.own()));
                case "kafka" -> Kafka.call(query, query.to());
                case "apacheAgain" -> execute(again(query, () -> get(query)));
                case "apacheAsyncAgain" ->
                    wait(APACHE_ASYNC.execute(again(query, () -> asyncRequest(query)), null))
                            .getCode();
                case "grpcAgain" -> Grpc.call(query.to(), again(query, () -> Grpc.metadata(query.own())));
                case "kafkaAgain" -> Kafka.send(again(query, () -> Kafka.message(query, query.to())));
                case "pool" -> wait(POOL.submit(() -> okhttp(query)));
                case "future" ->
                    wait(CompletableFuture.supplyAsync(() -> query, POOL)
                            .thenApplyAsync(Clients::okhttp, POOL)
                            .thenApply(status -> okhttp(query)));
                case "parallel" ->
                    java.util.stream.IntStream.range(0, 4)
                            .parallel()
                            .map(unused -> okhttp(query))
                            .max()
                            .orElseThrow();
                default -> throw new IllegalArgumentException(query.client());
            };
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T wait(Future<T> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }

    private static HttpRequest request(Query query) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(query.to()));
        query.own().forEach(builder::header);
        return builder.build();
    }

    private static int okhttp(Query query) {
        try (Response answer = OKHTTP.newCall(okhttpRequest(query)).execute()) {
            return answer.code();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Request okhttpRequest(Query query) {
        Request.Builder builder = new Request.Builder().url(query.to());
        query.own().forEach(builder::header);
        return builder.build();
    }

    private static Future<Integer> okhttpAsync(Query query) {
        CompletableFuture<Integer> status = new CompletableFuture<>();
        OKHTTP.newCall(okhttpRequest(query)).enqueue(new Callback() {
            @Override
            public void onResponse(Call call, Response answer) {
                answer.close();
                status.complete(answer.code());
            }

            @Override
            public void onFailure(Call call, IOException e) {
                status.completeExceptionally(e);
            }
        });
        return status;
    }

    private static int apache(Query query) throws IOException {
        return execute(get(query));
    }

    private static HttpGet get(Query query) {
        HttpGet get = new HttpGet(query.to());
        query.own().forEach(get::addHeader);
        return get;
    }

    private static int execute(HttpGet get) throws IOException {
        return APACHE.execute(get, answer -> answer.getCode());
    }

    /** The same request for all calls of a URL. */
    @SuppressWarnings("unchecked")
    private static <T> T again(Query query, Supplier<T> request) {
        return (T) KEPT.computeIfAbsent(query.to(), unused -> request.get());
    }

    private static int jetty(Query query) throws Exception {
        return JETTY.newRequest(query.to())
                .headers(headers -> query.own().forEach(headers::add))
                .timeout(30, TimeUnit.SECONDS)
                .send()
                .getStatus();
    }

    private static SimpleHttpRequest asyncRequest(Query query) {
        SimpleHttpRequest request = SimpleRequestBuilder.get(query.to()).build();
        query.own().forEach(request::addHeader);
        return request;
    }

    private static int url(Query query) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(query.to()).toURL().openConnection();
        query.own().forEach(connection::setRequestProperty);
        return connection.getResponseCode();
    }
}
