// SPDX-License-Identifier: Apache-2.0
package io.headerhop.microprofile;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.spi.Address;
import io.headerhop.spi.HeaderWriter;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.function.BiConsumer;

/** Injects what is current into a request. Stateless. */
final class ClientInjection implements ClientRequestFilter {
    @Override
    public void filter(ClientRequestContext request) {
        Address address = Address.of(request.getUri());
        if (address != null) {
            Adapters.inject(CapturedHeaders.current(), address, request.getHeaders(), Writer.INSTANCE);
        }
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
