package io.headerhop.spi;

import java.util.Iterator;
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
}
