// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;

/** Apache HttpClient on fake connections that answer without I/O. */
final class HttpClientOutbound implements Outbound {
    private final HttpHost host = new HttpHost("http", "inventory.shop.svc.cluster.local", 8080);
    private final HttpClientResponseHandler<Object> handler = response -> response;
    private final CloseableHttpClient client;
    private ClassicHttpRequest last = new HttpGet("/");

    HttpClientOutbound(Contender contender) {
        client = contender.install(HttpClientBuilder.create()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .disableAutomaticRetries()
                .setConnectionManager(new NoConnections(request -> last = request)));
    }

    @Override
    public Object call() throws IOException {
        HttpGet request = new HttpGet("/items/1");
        request.addHeader("Accept", "application/json");
        request.addHeader("Content-Type", "application/json");
        return client.execute(host, request, handler);
    }

    @Override
    public List<Header> sent() {
        return Stream.of(last.getHeaders())
                .map(header -> new Header(header.getName(), header.getValue()))
                .toList();
    }
}
