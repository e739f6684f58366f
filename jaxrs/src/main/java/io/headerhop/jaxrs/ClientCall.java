package io.headerhop.jaxrs;

import io.headerhop.Address;
import io.headerhop.CapturedHeaders;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call as its caller made it, before any filter had changed it; kept as a property of its request.
 *
 * @param captured what was current there
 * @param called where its first request went to, once there was a redirect; null also where that cannot be told, and
 *     then no hop may be taken for one to the same place
 * @param hops how many redirects there were
 */
record ClientCall(
        CapturedHeaders captured,
        MultivaluedMap<String, Object> headers,
        Map<String, Object> properties,
        @Nullable Address called,
        int hops) {
    static final String PROPERTY = "io.headerhop.call";

    static @Nullable ClientCall of(ClientRequestContext request) {
        return request.getProperty(PROPERTY) instanceof ClientCall call ? call : null;
    }

    static ClientCall begin(ClientRequestContext request) {
        MultivaluedMap<String, Object> headers = new MultivaluedHashMap<>();
        headers.putAll(request.getHeaders());
        Map<String, Object> properties = new LinkedHashMap<>();
        request.getPropertyNames().forEach(name -> properties.put(name, request.getProperty(name)));
        return new ClientCall(CapturedHeaders.current(), headers, properties, null, 0);
    }

    ClientCall redirectedFrom(@Nullable Address address) {
        return new ClientCall(captured, headers, properties, hops == 0 ? address : called, hops + 1);
    }

    /** Without the headers: a value may be a secret, and properties get logged. */
    @Override
    public String toString() {
        return "ClientCall[" + captured + ", hops=" + hops + "]";
    }
}
