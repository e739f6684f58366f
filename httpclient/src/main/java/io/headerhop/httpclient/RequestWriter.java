package io.headerhop.httpclient;

import io.headerhop.Address;
import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderWriter;
import io.headerhop.Injection;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;

/** Writes the same headers to several copies of one request. */
enum RequestWriter implements HeaderWriter<List<? extends HttpRequest>> {
    INSTANCE;

    /**
     * Injects what is current into the request that is about to be sent, and into the one from which the client copies
     * the attempts after it. A route has a port even where the caller gave none.
     */
    static Injection inject(HttpRequest request, HttpRequest original, HttpRoute route) {
        return CapturedHeaders.current().inject(addressOf(route), List.of(request, original), INSTANCE);
    }

    static void follow(Injection injection, HttpRequest request, HttpRoute route) {
        injection.followTo(addressOf(route), List.of(request), INSTANCE);
    }

    private static Address addressOf(HttpRoute route) {
        HttpHost host = route.getTargetHost();
        return Address.of(host.getSchemeName(), host.getHostName(), host.getPort());
    }

    @Override
    public Iterator<String> values(List<? extends HttpRequest> copies, String name) {
        return copies.stream()
                .flatMap(copy -> Arrays.stream(copy.getHeaders(name)))
                .map(header -> header.getValue() == null ? "" : header.getValue())
                .iterator();
    }

    @Override
    public void add(List<? extends HttpRequest> copies, String name, String value) {
        copies.forEach(copy -> copy.addHeader(name, value));
    }

    @Override
    public void remove(List<? extends HttpRequest> copies, String name) {
        copies.forEach(copy -> copy.removeHeaders(name));
    }
}
