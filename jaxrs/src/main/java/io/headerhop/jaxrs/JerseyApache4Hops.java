// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs;

import io.headerhop.spi.HeaderWriter;
import jakarta.ws.rs.core.FeatureContext;
import java.util.function.BiConsumer;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.HttpRequestInterceptor;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.conn.routing.RouteInfo;
import org.apache.http.impl.client.HttpClientBuilder;
import org.apache.http.protocol.HttpContext;
import org.glassfish.jersey.apache.connector.ApacheHttpClientBuilderConfigurator;

/** The hops of Apache HttpClient 4, which Jersey 3.1 has a connector for. */
final class JerseyApache4Hops implements ApacheHttpClientBuilderConfigurator, HttpRequestInterceptor {
    private JerseyApache4Hops() {}

    /** Has an effect only if this connector is chosen. */
    static void register(FeatureContext context) {
        context.register(new JerseyApache4Hops());
    }

    @Override
    public HttpClientBuilder configure(HttpClientBuilder builder) {
        return builder.addInterceptorLast(this);
    }

    @Override
    public void process(HttpRequest request, HttpContext context) {
        RouteInfo route = HttpClientContext.adapt(context).getHttpRoute();
        if (route != null) {
            HttpHost to = route.getTargetHost();
            JerseyHop.judge(
                    context.getAttribute(JerseyHop.CALL),
                    to.getSchemeName(),
                    to.getHostName(),
                    to.getPort(),
                    request,
                    Writer.INSTANCE);
        }
    }

    private enum Writer implements HeaderWriter<HttpRequest> {
        INSTANCE;

        @Override
        public String client() {
            return "JAX-RS client";
        }

        @Override
        public void forEach(HttpRequest request, BiConsumer<String, String> line) {
            for (Header header : request.getAllHeaders()) {
                line.accept(header.getName(), header.getValue() == null ? "" : header.getValue());
            }
        }

        @Override
        public void add(HttpRequest request, String name, String value) {
            request.addHeader(name, value);
        }

        @Override
        public void remove(HttpRequest request, String name) {
            request.removeHeaders(name);
        }
    }
}
