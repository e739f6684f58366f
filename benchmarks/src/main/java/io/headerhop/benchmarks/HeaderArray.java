// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.tomcat.util.buf.MessageBytes;
import org.jspecify.annotations.Nullable;

/**
 * Knows the headers to carry, and keeps those of a request in an array: values at the index of their names, then the
 * name and value of each prefix match. There is no array (null) before the first match.
 */
final class HeaderArray {
    private final String[] names;
    private final NameTable table;
    private final @Nullable String prefix;

    HeaderArray(List<String> names, @Nullable String prefix) {
        this.names = names.toArray(String[]::new);
        table = new NameTable(names);
        this.prefix = prefix;
    }

    /** Everything to be carried, read through the servlet API. */
    String @Nullable [] read(HttpServletRequest request) {
        String[] values = null;
        for (int i = 0; i < names.length; i++) {
            String value = request.getHeader(names[i]);
            if (value != null) {
                values = put(values, i, value);
            }
        }
        if (prefix != null) {
            for (Iterator<String> all = request.getHeaderNames().asIterator(); all.hasNext(); ) {
                String name = all.next();
                if (isPrefixed(name)) {
                    values = append(values, name, request.getHeader(name));
                }
            }
        }
        return values;
    }

    /** The array with this header added, if it is to be carried. */
    String @Nullable [] add(String @Nullable [] values, String name, String value) {
        int i = table.indexOf(name);
        if (i >= 0) {
            return put(values, i, value);
        }
        return isPrefixed(name) ? append(values, name, value) : values;
    }

    /** The same for headers that Tomcat has not yet converted to Strings. */
    String @Nullable [] add(String @Nullable [] values, MessageBytes name, MessageBytes value) {
        int i = table.indexOf(name.getByteChunk());
        if (i >= 0) {
            return put(values, i, value.toString());
        }
        return prefix != null && name.startsWithIgnoreCase(prefix, 0)
                ? append(values, name.toString(), value.toString())
                : values;
    }

    private boolean isPrefixed(String name) {
        return prefix != null && name.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    private String[] put(String @Nullable [] values, int i, String value) {
        String[] array = values == null ? new String[names.length] : values;
        array[i] = value;
        return array;
    }

    private String[] append(String @Nullable [] values, String name, String value) {
        int end = values == null ? names.length : values.length;
        String[] array = values == null ? new String[end + 2] : Arrays.copyOf(values, end + 2);
        array[end] = name;
        array[end + 1] = value;
        return array;
    }

    /** The bit of a name that the outbound request already has. */
    long bit(String name) {
        int i = table.indexOf(name);
        return i < 0 ? 0 : 1L << i;
    }

    /** How to add a header to a client's request: captures nothing, so it allocates no object. */
    interface Adder<T> {
        void add(T request, String name, String value);
    }

    /** Adds all but those whose bits are set. */
    <T> void addTo(T request, String[] values, long present, Adder<T> adder) {
        for (int i = 0; i < names.length; i++) {
            if (values[i] != null && (present & 1L << i) == 0) {
                adder.add(request, names[i], values[i]);
            }
        }
        for (int i = names.length; i < values.length; i += 2) {
            adder.add(request, values[i], values[i + 1]);
        }
    }
}
