package io.headerhop;

import java.util.Iterator;

/**
 * Writes the headers of an outbound request of type {@code W}. An adapter has one stateless instance of it.
 *
 * @param <W> the client's request or builder type
 */
public interface HeaderWriter<W> {
    /**
     * All values that the request has of this header, written in whatever case; empty if it has none. Not used any more
     * when something was added or removed.
     */
    Iterator<String> values(W request, String name);

    /** Adds a line with this name and value, beside those that are there. */
    void add(W request, String name, String value);

    /** Removes every line with this name, written in whatever case. */
    void remove(W request, String name);
}
