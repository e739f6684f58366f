// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs;

import io.headerhop.spi.Address;
import io.headerhop.spi.Injection;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.core.MultivaluedMap;
import java.net.URI;
import org.apache.cxf.configuration.security.AuthorizationPolicy;
import org.apache.cxf.jaxrs.utils.HttpUtils;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.PhaseInterceptorChain;
import org.apache.cxf.transport.http.HTTPConduit;
import org.apache.cxf.transport.http.auth.CustomAuthSupplier;
import org.apache.cxf.transport.http.auth.DefaultBasicAuthSupplier;
import org.apache.cxf.transport.http.auth.DigestAuthSupplier;
import org.apache.cxf.transport.http.auth.HttpAuthHeader;
import org.apache.cxf.transport.http.auth.HttpAuthSupplier;
import org.apache.cxf.transport.http.auth.SpnegoAuthSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks each redirect that CXF follows. Every conduit copies the request's headers from one hop to the next, and asks
 * a supplier of credentials before it sends a hop: there, both the hop's URI and its headers are known. Of the two
 * suppliers this is the proxy's, which is asked for nothing but credentials.
 */
final class CxfClientRedirects implements HttpAuthSupplier {
    private final HttpAuthSupplier own;

    private CxfClientRedirects(HttpAuthSupplier own) {
        this.own = own;
    }

    /** Called after the headers were injected; does nothing unless the application lets CXF follow redirects. */
    static void judge(ClientRequestContext request, Injection injection) {
        @Nullable Message message = PhaseInterceptorChain.getCurrentMessage();
        if (message != null
                && message.getExchange().getConduit(message) instanceof HTTPConduit conduit
                && conduit.getClient(message).isAutoRedirect()) {
            message.put(Judge.class, new Judge(injection));
            HttpAuthSupplier own = conduit.getProxyAuthSupplier();
            if (!(own instanceof CxfClientRedirects)) {
                conduit.setProxyAuthSupplier(
                        new CxfClientRedirects(own == null ? ofCxf(conduit.getProxyAuthorization()) : own));
            }
        }
    }

    @Override
    public boolean requiresRequestCaching() {
        return own.requiresRequestCaching();
    }

    @Override
    public @Nullable String getAuthorization(
            AuthorizationPolicy policy, URI uri, Message message, @Nullable String challenge) {
        Judge judge = message.get(Judge.class);
        if (judge != null) {
            judge.hop(Address.of(uri), HttpUtils.getModifiableHeaders(message));
        }
        return own.getAuthorization(policy, uri, message, challenge);
    }

    /** The supplier that the conduit chooses if none is set. */
    private static HttpAuthSupplier ofCxf(AuthorizationPolicy policy) {
        String type = policy.getAuthorizationType();
        if (HttpAuthHeader.AUTH_TYPE_NEGOTIATE.equals(type)) {
            return new SpnegoAuthSupplier();
        } else if (HttpAuthHeader.AUTH_TYPE_DIGEST.equals(type)) {
            return new DigestAuthSupplier();
        } else if (type != null && !HttpAuthHeader.AUTH_TYPE_BASIC.equals(type) && policy.getAuthorization() != null) {
            return new CustomAuthSupplier();
        }
        return new DefaultBasicAuthSupplier();
    }

    private record Judge(Injection injection) {
        void hop(@Nullable Address address, MultivaluedMap<String, Object> headers) {
            if (address == null) {
                injection.names().forEach(headers::remove);
            } else {
                injection.followTo(address, headers, ClientHeaders.WRITER);
            }
        }
    }
}
