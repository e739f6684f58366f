package io.headerhop.httpclient;

import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderWriter;
import io.headerhop.Injection;
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
        HttpHost host = route.getTargetHost();
        return CapturedHeaders.current()
                .inject(host.getHostName(), host.getPort(), List.of(request, original), INSTANCE);
    }

    static void follow(Injection injection, HttpRequest request, HttpRoute route) {
        HttpHost host = route.getTargetHost();
        injection.followTo(host.getHostName(), host.getPort(), List.of(request), INSTANCE);
    }

    @Override
    public boolean contains(List<? extends HttpRequest> copies, String name) {
        for (HttpRequest copy : copies) {
            if (copy.containsHeader(name)) {
                return true;
            }
        }
        return false;
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
