// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import io.headerhop.HeaderNames;
import io.headerhop.HeaderPropagation;
import io.headerhop.httpclient.HeaderPropagationInterceptors;
import io.headerhop.jaxrs.HeaderPropagationClientFeature;
import io.headerhop.okhttp.HeaderPropagationCallFactory;
import io.headerhop.servlet.HeaderPropagationFilter;
import jakarta.servlet.Filter;
import jakarta.ws.rs.client.Client;
import java.util.List;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/** Headerhop, installed as documented. */
final class Headerhop implements Contender {
    private final HeaderPropagation propagation;

    Headerhop(Scenario scenario) {
        HeaderNames names = HeaderNames.istio();
        if (!scenario.customNames().isEmpty()) {
            names = names.plus(scenario.customNames().toArray(String[]::new));
        }
        if (scenario.prefix() != null) {
            names = names.plus(scenario.prefix() + "*");
        }
        propagation = HeaderPropagation.of(names);
    }

    @Override
    public Filter filter() {
        return new HeaderPropagationFilter(propagation);
    }

    @Override
    public Call.Factory install(OkHttpClient.Builder client) {
        return HeaderPropagationCallFactory.create(client.build());
    }

    @Override
    public CloseableHttpClient install(HttpClientBuilder client) {
        return HeaderPropagationInterceptors.install(client).build();
    }

    @Override
    public Client install(Client client) {
        return client.register(HeaderPropagationClientFeature.class);
    }

    @Override
    public List<String> carries(Scenario scenario) {
        return scenario.expected();
    }
}
