// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.ws.rs.client.Client;
import java.util.List;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/** Headerhop behind a filter that wraps the request, so that it can be read only through the servlet API. */
final class HeaderhopServletApi implements Contender {
    private final Headerhop headerhop;

    HeaderhopServletApi(Scenario scenario) {
        headerhop = new Headerhop(scenario);
    }

    @Override
    public HttpServletRequest wrap(HttpServletRequest request) {
        return new HttpServletRequestWrapper(request);
    }

    @Override
    public Filter filter() {
        return headerhop.filter();
    }

    @Override
    public Call.Factory install(OkHttpClient.Builder client) {
        return headerhop.install(client);
    }

    @Override
    public CloseableHttpClient install(HttpClientBuilder client) {
        return headerhop.install(client);
    }

    @Override
    public Client install(Client client) {
        return headerhop.install(client);
    }

    @Override
    public List<String> carries(Scenario scenario) {
        return headerhop.carries(scenario);
    }
}
