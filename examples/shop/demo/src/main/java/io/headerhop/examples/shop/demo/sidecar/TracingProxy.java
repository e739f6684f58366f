// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.demo.sidecar;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.proxy.ProxyHandler;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Jetty's reverse proxy, with a span around each request and that span's context in what is forwarded. */
final class TracingProxy extends ProxyHandler {
    private static final String SPAN = TracingProxy.class.getName();
    private static final long UPSTREAM_TIMEOUT_MILLIS = 15_000;

    private final Map<Connector, SidecarPort> ports;
    private final Spans spans;

    TracingProxy(Map<Connector, SidecarPort> ports, Spans spans) {
        this.ports = ports;
        this.spans = spans;
        setUseServerThreadPool(true);
    }

    @Override
    protected void configureHttpClient(HttpClient client) {
        super.configureHttpClient(client);
        client.setUserAgentField(null);
        client.setConnectTimeout(1000);
        client.setIdleTimeout(UPSTREAM_TIMEOUT_MILLIS);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        RequestSpan span = spans.start(request, port(request));
        request.setAttribute(SPAN, span);
        return super.handle(request, response, new Callback() {
            @Override
            public void succeeded() {
                span.finish(response.getStatus());
                callback.succeeded();
            }

            @Override
            public void failed(Throwable failure) {
                span.finish(0);
                callback.failed(failure);
            }
        });
    }

    @Override
    protected HttpURI rewriteHttpURI(Request request) {
        URI upstream = port(request).upstream();
        return HttpURI.build(request.getHttpURI())
                .scheme(upstream.getScheme())
                .host(upstream.getHost())
                .port(upstream.getPort())
                .asImmutable();
    }

    /** Sets Envoy's own headers, and none that only Jetty would add. */
    @Override
    protected void addProxyHeaders(Request request, org.eclipse.jetty.client.Request forwarded) {
        RequestSpan span = (RequestSpan) Objects.requireNonNull(request.getAttribute(SPAN));
        forwarded.headers(span::inject);
    }

    /** As Envoy answers: 504 when the upstream is too slow, else 503. */
    @Override
    protected void onServerToProxyResponseFailure(
            Request request,
            org.eclipse.jetty.client.Request forwarded,
            org.eclipse.jetty.client.@Nullable Response answer,
            Response response,
            Callback callback,
            Throwable failure) {
        if (response.isCommitted()) {
            callback.failed(failure);
            return;
        }
        response.reset();
        Response.writeError(request, response, callback, failure instanceof TimeoutException ? 504 : 503);
    }

    private SidecarPort port(Request request) {
        Connector connector = request.getConnectionMetaData().getConnector();
        return Objects.requireNonNull(ports.get(connector));
    }
}
