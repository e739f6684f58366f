// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs;

import io.headerhop.spi.HeaderWriter;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The headers of one request, and the names of those that Headerhop injected.
 *
 * @param all the implementation's own map, whose names are case-insensitive (on Jersey, RESTEasy and CXF alike)
 */
record ClientHeaders(MultivaluedMap<String, Object> all, List<String> injected) {
    ClientHeaders(MultivaluedMap<String, Object> all) {
        this(all, new ArrayList<>());
    }

    /** The names only: a value may be a secret, and properties get logged. */
    @Override
    public String toString() {
        return "ClientHeaders" + injected;
    }

    enum Writer implements HeaderWriter<ClientHeaders> {
        INSTANCE;

        @Override
        public void forEach(ClientHeaders request, BiConsumer<String, String> line) {
            request.all.forEach((name, values) -> values.forEach(value -> line.accept(name, String.valueOf(value))));
        }

        @Override
        public void add(ClientHeaders request, String name, String value) {
            request.all.add(name, value);
            request.injected.add(name);
        }

        @Override
        public void remove(ClientHeaders request, String name) {
            request.all.remove(name);
        }
    }
}
