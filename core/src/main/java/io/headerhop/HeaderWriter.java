package io.headerhop;

/**
 * Writes the headers of an outbound request of type {@code W}. An adapter has one stateless instance of it.
 *
 * @param <W> the client's request or builder type
 */
public interface HeaderWriter<W> {
    /** Whether the request has a header of this name, written in whatever case. */
    boolean contains(W request, String name);

    /** Adds a line with this name and value, beside those that are there. */
    void add(W request, String name, String value);

    /** Removes every line with this name, written in whatever case. */
    void remove(W request, String name);
}
