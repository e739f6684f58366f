// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs;

import io.headerhop.spi.HeaderWriter;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Reads and writes the headers of requests: the implementation's own map, whose names are case-insensitive (on Jersey,
 * RESTEasy and CXF alike).
 */
enum ClientHeaders implements HeaderWriter<MultivaluedMap<String, Object>> {
    WRITER;

    @Override
    public String client() {
        return "JAX-RS client";
    }

    @Override
    public void forEach(MultivaluedMap<String, Object> headers, BiConsumer<String, String> line) {
        for (Map.Entry<String, List<Object>> header : headers.entrySet()) {
            List<Object> values = header.getValue();
            // By number: most have one, and no iterator is needed.
            for (int i = 0; i < values.size(); i++) {
                line.accept(header.getKey(), String.valueOf(values.get(i)));
            }
        }
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
