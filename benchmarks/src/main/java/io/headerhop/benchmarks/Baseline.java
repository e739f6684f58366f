// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import jakarta.servlet.Filter;
import jakarta.ws.rs.client.Client;
import java.util.List;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/** Carries nothing: the filter chain and the call that every contender needs. Subtracted from all others. */
final class Baseline implements Contender {
    @Override
    public Filter filter() {
        return (request, response, chain) -> chain.doFilter(request, response);
    }

    @Override
    public Call.Factory install(OkHttpClient.Builder client) {
        return client.build();
    }

    @Override
    public CloseableHttpClient install(HttpClientBuilder client) {
        return client.build();
    }

    @Override
    public Client install(Client client) {
        return client;
    }

    @Override
    public List<String> carries(Scenario scenario) {
        return List.of();
    }
}
