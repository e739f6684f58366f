package io.headerhop.jaxrs;

import io.headerhop.Address;
import io.headerhop.HeaderWriter;
import io.headerhop.Injection;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.core.FeatureContext;
import java.util.Arrays;
import java.util.Iterator;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
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
            injection.followTo(addressOf(request.getScheme(), to), request, Writer.INSTANCE);
        }
    }

    /** As the call's own address is written, whose host is that of a {@link java.net.URI}. */
    private static Address addressOf(String scheme, URIAuthority authority) {
        String host = authority.getHostName();
        boolean bare = host.indexOf(':') >= 0 && !host.startsWith("[");
        return Address.of(scheme, bare ? "[" + host + "]" : host, authority.getPort());
    }

    private enum Writer implements HeaderWriter<HttpRequest> {
        INSTANCE;

        @Override
        public Iterator<String> values(HttpRequest request, String name) {
            return Arrays.stream(request.getHeaders(name)).map(Header::getValue).iterator();
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
