package io.headerhop.jaxrs;

import io.headerhop.Address;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.Locale;
import java.util.Set;
import org.glassfish.jersey.client.ClientProperties;
import org.jspecify.annotations.Nullable;

/**
 * Follows redirects in the place of Jersey's connectors. They would re-send the headers to whichever host a redirect
 * names, and none of them lets one judge the hop; here each hop is a request of its own.
 */
final class JerseyClientRedirects implements ClientResponseFilter {
    /** As many as {@code java.net.HttpURLConnection} follows, which is Jersey's default connector. */
    private static final int MAX_HOPS = 20;

    private static final Set<String> CREDENTIALS = Set.of("authorization", "proxy-authorization", "cookie");

    private final boolean followsByDefault;

    private JerseyClientRedirects(boolean followsByDefault) {
        this.followsByDefault = followsByDefault;
    }

    static JerseyClientRedirects insteadOfConnector(FeatureContext context) {
        Object configured = context.getConfiguration().getProperty(ClientProperties.FOLLOW_REDIRECTS);
        // For connectors that look at the client's properties only, not at the request's.
        context.property(ClientProperties.FOLLOW_REDIRECTS, false);
        return new JerseyClientRedirects(isTrue(configured, true));
    }

    private static boolean isTrue(@Nullable Object property, boolean otherwise) {
        return property == null ? otherwise : Boolean.parseBoolean(property.toString());
    }

    @Override
    public void filter(ClientRequestContext request, ClientResponseContext response) throws IOException {
        ClientCall call = ClientCall.of(request);
        if (call == null || !isTrue(call.properties().get(ClientProperties.FOLLOW_REDIRECTS), followsByDefault)) {
            return;
        }
        Redirect redirect = Redirect.of(request, response);
        if (redirect == null) {
            return;
        }
        if (call.hops() == MAX_HOPS) {
            throw new ProcessingException(new ProtocolException("redirected more than " + MAX_HOPS + " times"));
        }
        if (response.hasEntity()) {
            response.getEntityStream().close();
        }
        replace(response, follow(request, redirect, call));
    }

    private static Response follow(ClientRequestContext request, Redirect redirect, ClientCall call) {
        ClientCall next = call.redirectedFrom(Address.of(request.getUri()));
        WebTarget target = request.getClient().target(redirect.to());
        if (!target.getConfiguration().isRegistered(HeaderPropagationClientFeature.class)) {
            // It was registered with the call's own target only.
            target.register(HeaderPropagationClientFeature.class);
        }
        Invocation.Builder builder = target.request().headers(headersFor(redirect, request, next));
        // What the call's target was configured with, such as timeouts, then what its request was.
        request.getConfiguration().getProperties().forEach(builder::property);
        next.properties().forEach(builder::property);
        return builder.property(ClientCall.PROPERTY, next).method(redirect.method());
    }

    private static MultivaluedMap<String, Object> headersFor(
            Redirect redirect, ClientRequestContext request, ClientCall call) {
        MultivaluedMap<String, Object> headers = new MultivaluedHashMap<>();
        headers.putAll(call.headers());
        boolean sameHost = call.called() != null && call.called().equals(Address.of(redirect.to()));
        headers.keySet().removeIf(name -> {
            String lower = name.toLowerCase(Locale.ROOT);
            return lower.equals("host")
                    || lower.startsWith("content-") && !request.getMethod().equals(redirect.method())
                    || !sameHost && CREDENTIALS.contains(lower);
        });
        return headers;
    }

    private static void replace(ClientResponseContext response, Response next) {
        response.setStatusInfo(next.getStatusInfo());
        response.getHeaders().clear();
        response.getHeaders().putAll(next.getStringHeaders());
        response.setEntityStream(
                next.hasEntity() ? new EntityOf(next, (InputStream) next.getEntity()) : InputStream.nullInputStream());
    }

    /** The body of the last response, as it came. Closing it closes that response. */
    private static final class EntityOf extends FilterInputStream {
        private final Response response;

        EntityOf(Response response, InputStream body) {
            super(body);
            this.response = response;
        }

        @Override
        public void close() {
            response.close();
        }
    }
}
