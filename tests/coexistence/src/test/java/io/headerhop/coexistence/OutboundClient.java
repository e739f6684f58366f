// SPDX-License-Identifier: Apache-2.0
package io.headerhop.coexistence;

import io.headerhop.httpclient.HeaderPropagationInterceptors;
import io.headerhop.jaxrs.HeaderPropagationClientFeature;
import io.headerhop.okhttp.HeaderPropagationCallFactory;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.apache.cxf.jaxrs.client.spec.ClientBuilderImpl;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.glassfish.jersey.client.JerseyClientBuilder;
import org.jboss.resteasy.client.jaxrs.internal.ResteasyClientBuilderImpl;

/** A client with Headerhop's adapter, and one way to make a call with it. */
interface OutboundClient extends Closeable {
    /** Makes a call and waits for the response status. */
    int get(URI uri) throws IOException;

    /** Each adapter, synchronous and asynchronous. */
    enum Kind {
        OKHTTP(() -> new OkHttp(false)),
        OKHTTP_ENQUEUED(() -> new OkHttp(true)),
        HTTPCLIENT(Classic::new),
        HTTPCLIENT_ASYNC(Async::new),
        JERSEY(() -> new Jaxrs(new JerseyClientBuilder())),
        RESTEASY(() -> new Jaxrs(new ResteasyClientBuilderImpl())),
        CXF(() -> new Jaxrs(new ClientBuilderImpl()));

        private final Supplier<OutboundClient> opens;

        Kind(Supplier<OutboundClient> opens) {
            this.opens = opens;
        }

        OutboundClient open() {
            return opens.get();
        }
    }

    /** Waits longer than any test should take. */
    static <T> T await(Future<T> answer) throws IOException {
        try {
            return answer.get(20, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** OkHttp on the calling thread or on its dispatcher's. */
    final class OkHttp implements OutboundClient {
        private final OkHttpClient client = new OkHttpClient();
        private final Call.Factory calls;
        private final boolean enqueued;

        OkHttp(boolean enqueued) {
            this(HeaderPropagationCallFactory::create, enqueued);
        }

        OkHttp(Function<OkHttpClient, Call.Factory> adapter, boolean enqueued) {
            this.calls = adapter.apply(client);
            this.enqueued = enqueued;
        }

        @Override
        public int get(URI uri) throws IOException {
            Call call = calls.newCall(new Request.Builder().url(uri.toString()).build());
            if (!enqueued) {
                try (Response response = call.execute()) {
                    return response.code();
                }
            }
            CompletableFuture<Integer> status = new CompletableFuture<>();
            call.enqueue(new Callback() {
                @Override
                public void onFailure(Call failed, IOException failure) {
                    status.completeExceptionally(failure);
                }

                @Override
                public void onResponse(Call answered, Response response) {
                    try (response) {
                        status.complete(response.code());
                    }
                }
            });
            return await(status);
        }

        @Override
        public void close() {
            client.dispatcher().executorService().shutdown();
            client.connectionPool().evictAll();
        }
    }

    /** Apache HttpClient. */
    final class Classic implements OutboundClient {
        private final CloseableHttpClient client =
                HeaderPropagationInterceptors.install(HttpClients.custom()).build();

        @Override
        public int get(URI uri) throws IOException {
            return client.execute(new HttpGet(uri), response -> response.getCode());
        }

        @Override
        public void close() throws IOException {
            client.close();
        }
    }

    /** Apache HttpClient's asynchronous client, which sends from its own threads. */
    final class Async implements OutboundClient {
        private final CloseableHttpAsyncClient client =
                HeaderPropagationInterceptors.install(HttpAsyncClients.custom()).build();

        Async() {
            client.start();
        }

        @Override
        public int get(URI uri) throws IOException {
            return await(client.execute(SimpleRequestBuilder.get(uri).build(), null))
                    .getCode();
        }

        @Override
        public void close() throws IOException {
            client.close();
        }
    }

    /** A JAX-RS client of any implementation, using {@code async()}. */
    final class Jaxrs implements OutboundClient {
        private final Client client;

        Jaxrs(ClientBuilder builder) {
            client = builder.build().register(HeaderPropagationClientFeature.class);
        }

        @Override
        public int get(URI uri) throws IOException {
            try (jakarta.ws.rs.core.Response response =
                    await(client.target(uri).request().async().get())) {
                return response.getStatus();
            }
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
