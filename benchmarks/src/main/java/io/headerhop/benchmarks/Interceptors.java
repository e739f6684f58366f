// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientRequestFilter;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.HttpRequestInterceptor;

/** A contender that is an interceptor in each client. */
interface Interceptors extends Contender {
    Interceptor okHttp();

    HttpRequestInterceptor httpClient();

    ClientRequestFilter jaxrs();

    @Override
    default Call.Factory install(OkHttpClient.Builder client) {
        return client.addInterceptor(okHttp()).build();
    }

    @Override
    default CloseableHttpClient install(HttpClientBuilder client) {
        return client.addRequestInterceptorFirst(httpClient()).build();
    }

    @Override
    default Client install(Client client) {
        return client.register(jaxrs());
    }
}
