// SPDX-License-Identifier: Apache-2.0
package io.headerhop.microprofile;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.spi.Address;
import io.headerhop.spi.HeaderWriter;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.MultivaluedMap;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * Injects what is current into the requests of some clients of one builder. The builder may have others, which are not
 * to carry anything. Safe for use by several threads.
 */
final class ClientInjection implements ClientRequestFilter {
    private static final String INVOKED = "org.eclipse.microprofile.rest.client.invokedMethod";

    private final Set<Class<?>> clients = ConcurrentHashMap.newKeySet();

    void into(Class<?> client) {
        clients.add(client);
    }

    @Override
    public void filter(ClientRequestContext request) {
        if (request.getProperty(INVOKED) instanceof Method invoked && !isOfOne(invoked.getDeclaringClass())) {
            return;
        }
        Address address = Address.of(request.getUri());
        if (address != null) {
            Adapters.inject(CapturedHeaders.current(), address, request.getHeaders(), Writer.INSTANCE);
        }
    }

    /** Also by an interface that one of them extends. */
    private boolean isOfOne(Class<?> declaring) {
        return clients.stream().anyMatch(declaring::isAssignableFrom);
    }

    /** The names in this map are case-insensitive. */
    private enum Writer implements HeaderWriter<MultivaluedMap<String, Object>> {
        INSTANCE;

        @Override
        public String client() {
            return "MicroProfile Rest Client";
        }

        @Override
        public void forEach(MultivaluedMap<String, Object> headers, BiConsumer<String, String> line) {
            headers.forEach((name, values) -> values.forEach(value -> line.accept(name, String.valueOf(value))));
        }

        @Override
        public void add(MultivaluedMap<String, Object> headers, String name, String value) {
            headers.add(name, value);
        }

        @Override
        public void remove(MultivaluedMap<String, Object> headers, String name) {
            headers.remove(name);
        }
    }
}
