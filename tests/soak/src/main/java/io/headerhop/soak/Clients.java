// SPDX-License-Identifier: Apache-2.0
package io.headerhop.soak;

import io.headerhop.httpclient.HeaderPropagationInterceptors;
import io.headerhop.jaxrs.HeaderPropagationClientFeature;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.InvocationCallback;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.util.Timeout;
import org.glassfish.jersey.client.ClientProperties;
import org.glassfish.jersey.client.JerseyClientBuilder;

/** One asynchronous client of each kind. Few calls at once, so that calls wait for those of other requests. */
final class Clients implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final int AT_ONCE = 3;

    private final Dispatcher dispatcher = new Dispatcher();
    private final Call.Factory okHttp;
    private final CloseableHttpAsyncClient apache;
    private final ExecutorService jaxRsThreads = Executors.newFixedThreadPool(AT_ONCE);
    private final Client jaxRs;

    Clients(Function<OkHttpClient, Call.Factory> okHttpAdapter) {
        dispatcher.setMaxRequestsPerHost(AT_ONCE);
        okHttp = okHttpAdapter.apply(new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .readTimeout(PATIENCE)
                .retryOnConnectionFailure(false)
                .build());
        apache = HeaderPropagationInterceptors.install(HttpAsyncClients.custom())
                .setConnectionManager(PoolingAsyncClientConnectionManagerBuilder.create()
                        .setMaxConnPerRoute(AT_ONCE)
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(Timeout.of(PATIENCE))
                        .build())
                .disableAutomaticRetries()
                .build();
        apache.start();
        jaxRs = JerseyClientBuilder.newBuilder()
                .register(HeaderPropagationClientFeature.class)
                // The default connector would take the headers to any host.
                .property(ClientProperties.FOLLOW_REDIRECTS, false)
                .readTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .executorService(jaxRsThreads)
                .build();
    }

    /** Called when a call has ended, on the client's thread. */
    @FunctionalInterface
    interface Ended {
        void ended(boolean failed);
    }

    void call(long number, String url, Ended ended) {
        switch ((int) (number % 3)) {
            case 0 -> byOkHttp(url, ended);
            case 1 -> byApache(url, ended);
            default -> byJaxrs(url, ended);
        }
    }

    /** On this thread, which no client owns. */
    void callAndWait(String url) throws IOException {
        okHttp.newCall(new Request.Builder().url(url).build()).execute().close();
    }

    private void byOkHttp(String url, Ended ended) {
        okHttp.newCall(new Request.Builder().url(url).build()).enqueue(new Callback() {
            @Override
            public void onResponse(Call call, Response response) {
                response.close();
                ended.ended(false);
            }

            @Override
            public void onFailure(Call call, IOException e) {
                ended.ended(true);
            }
        });
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The callback is told the same.
    private void byApache(String url, Ended ended) {
        apache.execute(SimpleRequestBuilder.get(url).build(), new FutureCallback<SimpleHttpResponse>() {
            @Override
            public void completed(SimpleHttpResponse response) {
                ended.ended(false);
            }

            @Override
            public void failed(Exception e) {
                ended.ended(true);
            }

            @Override
            public void cancelled() {
                ended.ended(true);
            }
        });
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The callback is told the same.
    private void byJaxrs(String url, Ended ended) {
        jaxRs.target(url).request().async().get(new InvocationCallback<jakarta.ws.rs.core.Response>() {
            @Override
            public void completed(jakarta.ws.rs.core.Response response) {
                response.close();
                ended.ended(false);
            }

            @Override
            public void failed(Throwable e) {
                ended.ended(true);
            }
        });
    }

    /** The threads on which headers could have been left. */
    ExecutorService[] threads() {
        return new ExecutorService[] {dispatcher.executorService(), jaxRsThreads};
    }

    @Override
    public void close() throws IOException {
        jaxRs.close();
        jaxRsThreads.shutdownNow();
        apache.close();
        dispatcher.executorService().shutdownNow();
    }
}
