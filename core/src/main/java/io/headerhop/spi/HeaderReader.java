// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spi;

import java.util.Iterator;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the headers of an inbound request of type {@code R}. An adapter has one stateless instance.
 *
 * @param <R> the container's request type
 */
public interface HeaderReader<R> {
    /** The first value of the header, or null where the request has none; {@code name} is in lower case. */
    @Nullable String first(R request, String name);

    /** All values of the header in the order in which they came; {@code name} is in lower case. */
    Iterator<String> values(R request, String name);

    /**
     * The names of all headers of the request, in any case. Called only if a prefix such as {@code x-tenant-*} is
     * configured.
     */
    Iterator<String> names(R request);

    /**
     * Calls the consumer with the name, in any case, and the value of each header line, in order: for requests that can
     * be read in one pass, which costs less than looking up name by name, and finds what is repeated as well. Says the
     * same as the other methods, which are called besides.
     *
     * @param wanted whether a name, in any case, matters: lines with others may be left out, where a value is not a
     *     String yet
     * @return whether this was done; by default it is not
     */
    default boolean forEach(R request, Predicate<String> wanted, BiConsumer<String, String> line) {
        return false;
    }
}
