package io.headerhop.jaxrs;

import io.headerhop.HeaderWriter;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.List;

/**
 * The headers of one request, with the names of those that are ours.
 *
 * @param all the implementation's own map: some find a name in any case, some only as it was written
 */
record ClientHeaders(MultivaluedMap<String, Object> all, List<String> injected) {
    ClientHeaders(MultivaluedMap<String, Object> all) {
        this(all, new ArrayList<>());
    }

    void remove(String name) {
        // CXF's set of names is a copy.
        new ArrayList<>(all.keySet()).stream().filter(name::equalsIgnoreCase).forEach(all::remove);
    }

    enum Writer implements HeaderWriter<ClientHeaders> {
        INSTANCE;

        @Override
        public boolean contains(ClientHeaders request, String name) {
            return request.all.keySet().stream().anyMatch(name::equalsIgnoreCase);
        }

        @Override
        public void add(ClientHeaders request, String name, String value) {
            request.all.add(name, value);
            request.injected.add(name);
        }

        @Override
        public void remove(ClientHeaders request, String name) {
            request.remove(name);
        }
    }
}
