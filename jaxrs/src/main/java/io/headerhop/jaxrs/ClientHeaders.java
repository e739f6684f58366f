package io.headerhop.jaxrs;

import io.headerhop.HeaderWriter;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/**
 * The headers of one request, with the names of those that are ours.
 *
 * @param all the implementation's own map, which finds a name in any case (on Jersey, RESTEasy and CXF alike)
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
        public Iterator<String> values(ClientHeaders request, String name) {
            List<Object> values = request.all.get(name);
            return values == null
                    ? Collections.emptyIterator()
                    : values.stream().map(String::valueOf).iterator();
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
