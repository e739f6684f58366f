package io.headerhop.jaxrs;

import io.headerhop.HeaderWriter;
import io.headerhop.Injection;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.core.FeatureContext;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpRequestInterceptor;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.net.URIAuthority;
import org.glassfish.jersey.apache5.connector.Apache5HttpClientBuilderConfigurator;

/**
 * Judges the hops of redirects on Jersey's connector for Apache HttpClient 5, which follows them as it does without us.
 * It is the one connector that lets one see each hop and tells whose call it belongs to.
 */
final class JerseyApacheHops implements Apache5HttpClientBuilderConfigurator, HttpRequestInterceptor {
    /** Where the connector leaves the call's request for its own use, in a context that it makes for each call. */
    private static final String CALL = "JerseyRequestAttribute";

    private JerseyApacheHops() {}

    /** Does something only where this connector is chosen. */
    static void register(FeatureContext context) {
        context.register(new JerseyApacheHops());
    }

    @Override
    public HttpClientBuilder configure(HttpClientBuilder builder) {
        return builder.addRequestInterceptorLast(this);
    }

    /** For each request that is sent, the first one too, where this changes nothing. On whichever thread. */
    @Override
    public void process(HttpRequest request, EntityDetails entity, HttpContext context) {
        URIAuthority to = request.getAuthority();
        if (to != null
                && context.getAttribute(CALL) instanceof ClientRequestContext call
                && call.getProperty(ClientInjection.INJECTION) instanceof Injection injection) {
            Address address = Address.of(request.getScheme(), to.getHostName(), to.getPort());
            injection.followTo(address.host(), address.port(), request, Writer.INSTANCE);
        }
    }

    private enum Writer implements HeaderWriter<HttpRequest> {
        INSTANCE;

        @Override
        public boolean contains(HttpRequest request, String name) {
            return request.containsHeader(name);
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
