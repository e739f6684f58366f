// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spi;

import java.util.function.BiConsumer;

/**
 * Writes the headers of an outbound request of type {@code W}. An adapter has one stateless instance.
 *
 * @param <W> the client's request or builder type
 */
public interface HeaderWriter<W> {
    /** What users call the client: by this name its calls are counted. A constant, in printable ASCII. */
    default String client() {
        return getClass().getName();
    }

    /**
     * Calls the consumer with the name, in any case, and the value of each header line that the request has, in order.
     * Nothing is added or removed meanwhile.
     */
    void forEach(W request, BiConsumer<String, String> line);

    /** Adds a line with this name and value to those that are there. */
    void add(W request, String name, String value);

    /**
     * The same, for a client whose header objects can say by which injection they were added: so a request can be
     * judged of which nothing else is known any more.
     */
    default void add(W request, String name, String value, Injection injection) {
        add(request, name, value);
    }

    /** Removes every line with this name; {@code name} is case-insensitive. */
    void remove(W request, String name);
}
