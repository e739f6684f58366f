// SPDX-License-Identifier: Apache-2.0
package io.headerhop.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.headerhop.CapturedHeaders;
import io.headerhop.LostCall;
import io.headerhop.PropagationStatus;
import io.headerhop.Scope;
import io.headerhop.contract.Headers;
import io.headerhop.jdkhttpclient.HeaderPropagationHttpClient;
import io.headerhop.okhttp.HeaderPropagationCallFactory;
import io.headerhop.okhttp.HeaderPropagationInterceptors;
import io.headerhop.spi.SomeClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Hooks;

/** Callbacks of clients, on the clients' threads, and what runs around a call. */
class ClientsTest {
    private static HttpServer server;
    private static String url;

    @BeforeAll
    static void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        url = "http://localhost:" + server.getAddress().getPort() + "/";
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    @Test
    void inACallbackOfOkHttp() throws Exception {
        OkHttpClient client = new OkHttpClient();
        try {
            LostCall lost = Said.ofCallBy(call -> enqueue(client, call));
            assertThat(lost.cause()).startsWith("OkHttp's own thread");
            assertThat(lost.fix()).contains("HeaderPropagationCallFactory.create(client)");
            Said.nothingOfCallBy(call -> enqueue(HeaderPropagationCallFactory.create(client), call));
            // The interceptors reach calls, but no callbacks.
            OkHttpClient installed =
                    HeaderPropagationInterceptors.install(client.newBuilder()).build();
            assertThat(Said.ofCallBy(call -> enqueue(installed, call)).fix())
                    .contains("HeaderPropagationCallFactory.create(client)");
        } finally {
            client.dispatcher().executorService().shutdown();
        }
    }

    private static void enqueue(Call.Factory client, SomeClient call) {
        client.newCall(new Request.Builder().url(url).build()).enqueue(new Callback() {
            @Override
            public void onResponse(Call done, Response response) {
                response.close();
                call.make();
            }

            @Override
            public void onFailure(Call failed, IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    /** The line that makes the call, not the one that lets it pass; and none where that one is on another thread. */
    @Test
    void anInterceptorOfTheApplicationIsNotToBlame() throws Exception {
        BlockingQueue<LostCall> seen = new LinkedBlockingQueue<>();
        OkHttpClient client = HeaderPropagationInterceptors.install(new OkHttpClient.Builder().addInterceptor(chain -> {
                    Response response = chain.proceed(chain.request());
                    PropagationStatus.now().lostCalls().stream()
                            .filter(call -> call.client().equals("OkHttp"))
                            .findFirst()
                            .ifPresent(seen::add);
                    return response;
                }))
                .build();
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try (Scope request = Headers.ofRequest(1).makeCurrent()) {
            Call.Factory calls = client;
            LostCall lost = untilSeen(seen, () -> pool.execute(() -> executeHere(calls)));
            assertThat(lost.line()).contains("ClientsTest.executeHere(");
            assertThat(lost.cause()).isEqualTo("a pool that hands no headers over");
            try (Scope nothing = CapturedHeaders.none().makeCurrent()) {
                lost = untilSeen(seen, () -> enqueue(calls));
                while (lost.line().contains("executeHere")) {
                    lost = untilSeen(seen, () -> enqueue(calls));
                }
            }
            assertThat(lost.line()).isEqualTo("an unknown line");
            assertThat(lost.cause()).startsWith("no code of the application is on the stack");
        } finally {
            pool.shutdownNow();
            client.dispatcher().executorService().shutdown();
        }
    }

    private static void executeHere(Call.Factory calls) {
        try {
            calls.newCall(new Request.Builder().url(url).build()).execute().close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void enqueue(Call.Factory calls) {
        calls.newCall(new Request.Builder().url(url).build()).enqueue(new Callback() {
            @Override
            public void onResponse(Call done, Response response) {
                response.close();
            }

            @Override
            public void onFailure(Call failed, IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    /** Nobody looks at each of the calls that follow one another so soon. */
    private static LostCall untilSeen(BlockingQueue<LostCall> seen, Runnable call) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (System.nanoTime() - deadline < 0) {
            call.run();
            LostCall lost = seen.poll(200, TimeUnit.MILLISECONDS);
            if (lost != null) {
                return lost;
            }
        }
        throw new AssertionError("No call was seen");
    }

    @Test
    void inACallbackOfApacheHttpClient() throws Exception {
        try (CloseableHttpAsyncClient client = HttpAsyncClients.createDefault();
                CloseableHttpAsyncClient installed = io.headerhop.httpclient.HeaderPropagationInterceptors.install(
                                HttpAsyncClients.custom())
                        .build()) {
            client.start();
            installed.start();
            LostCall lost = Said.ofCallBy(call -> execute(client, call));
            assertThat(lost.cause()).isEqualTo("an I/O thread of Apache HttpClient");
            assertThat(lost.fix()).contains("HeaderPropagationInterceptors.install(builder)");
            Said.nothingOfCallBy(call -> execute(installed, call));
        }
    }

    private static void execute(CloseableHttpAsyncClient client, SomeClient call) {
        SimpleHttpRequest request = SimpleRequestBuilder.get(url).build();
        client.execute(request, new FutureCallback<SimpleHttpResponse>() {
            @Override
            public void completed(SimpleHttpResponse response) {
                call.make();
            }

            @Override
            public void failed(Exception e) {
                throw new AssertionError(e);
            }

            @Override
            public void cancelled() {}
        });
    }

    @Test
    void inAStageOfTheJdksClient() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        HttpClient client = HttpClient.newHttpClient();
        LostCall lost = Said.ofCallBy(
                call -> client.sendAsync(request, BodyHandlers.discarding()).thenApply(response -> call.make()));
        assertThat(lost.cause()).startsWith("a later stage of a CompletableFuture");
        Said.nothingOfCallBy(call -> client.sendAsync(request, BodyHandlers.discarding())
                .thenApplyAsync(
                        response -> call.make(), CapturedHeaders.current().executor(Runnable::run)));
        lost = Said.ofCallBy(call -> client.sendAsync(request, calling(call)));
        assertThat(lost.cause()).isEqualTo("a thread of the JDK's HttpClient");
        assertThat(lost.fix()).contains("HeaderPropagationHttpClient.create(client)");
        Said.nothingOfCallBy(call -> HeaderPropagationHttpClient.create(client).sendAsync(request, calling(call)));
    }

    private static HttpResponse.BodyHandler<Void> calling(SomeClient call) {
        return response -> {
            call.make();
            return BodyHandlers.discarding().apply(response);
        };
    }

    @Test
    void inAPipelineOfWebClient() throws Exception {
        WebClient client = WebClient.create(url);
        LostCall lost = Said.ofCallBy(call -> client.get()
                .retrieve()
                .toBodilessEntity()
                .map(response -> call.make())
                .subscribe());
        assertThat(lost.cause()).contains("Reactor");
        assertThat(lost.fix()).contains("Hooks.enableAutomaticContextPropagation()", "contextCapture()");
        Hooks.enableAutomaticContextPropagation();
        try {
            Said.nothingOfCallBy(call -> client.get()
                    .retrieve()
                    .toBodilessEntity()
                    .map(response -> call.make())
                    .contextCapture()
                    .subscribe());
        } finally {
            Hooks.disableAutomaticContextPropagation();
        }
    }
}
