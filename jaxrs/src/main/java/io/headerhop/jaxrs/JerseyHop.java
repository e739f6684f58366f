// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs;

import io.headerhop.Adapters;
import io.headerhop.spi.Address;
import io.headerhop.spi.HeaderWriter;
import io.headerhop.spi.Injection;
import jakarta.ws.rs.client.ClientRequestContext;
import org.jspecify.annotations.Nullable;

/**
 * Checks the hops of redirects on Jersey's connectors for Apache HttpClient, which follow redirects as they do without
 * the feature. Of all connectors, only these show each hop and the call it belongs to.
 */
final class JerseyHop {
    /**
     * The attribute in which both keep the call's request for their own use, in a context that they make for each call.
     */
    static final String CALL = "JerseyRequestAttribute";

    private JerseyHop() {}

    /** Called on any thread for each request that is sent; changes nothing in the first one. */
    static <R> void judge(
            @Nullable Object call, String scheme, String host, int port, R request, HeaderWriter<R> writer) {
        Injection injection =
                call instanceof ClientRequestContext ofJersey ? ClientInjection.injectionOf(ofJersey) : null;
        if (injection != null) {
            // Written like the call's own address, whose host comes from a java.net.URI.
            boolean bare = host.indexOf(':') >= 0 && !host.startsWith("[");
            injection.followTo(Address.of(scheme, bare ? "[" + host + "]" : host, port), request, writer);
        } else if (call == null) {
            Adapters.warn("This version of Jersey's connector for Apache HttpClient does not say which call a redirect"
                    + " belongs to, so the host it leads to sees the headers: use Jersey 3.1.3 or later, or set"
                    + " jersey.config.client.followRedirects to false");
        }
    }
}
