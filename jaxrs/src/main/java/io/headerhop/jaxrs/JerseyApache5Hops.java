// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs;

import io.headerhop.spi.HeaderWriter;
import jakarta.ws.rs.core.FeatureContext;
import java.util.function.BiConsumer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpRequestInterceptor;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.net.URIAuthority;
import org.glassfish.jersey.apache5.connector.Apache5HttpClientBuilderConfigurator;

/** The hops of Apache HttpClient 5. */
final class JerseyApache5Hops implements Apache5HttpClientBuilderConfigurator, HttpRequestInterceptor {
    private JerseyApache5Hops() {}

    /** Has an effect only if this connector is chosen. */
    static void register(FeatureContext context) {
        context.register(new JerseyApache5Hops());
    }

    @Override
    public HttpClientBuilder configure(HttpClientBuilder builder) {
        return builder.addRequestInterceptorLast(this);
    }

    @Override
    public void process(HttpRequest request, EntityDetails entity, HttpContext context) {
        URIAuthority to = request.getAuthority();
        if (to != null) {
            JerseyHop.judge(
                    context.getAttribute(JerseyHop.CALL),
                    request.getScheme(),
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
            for (Header header : request.getHeaders()) {
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
