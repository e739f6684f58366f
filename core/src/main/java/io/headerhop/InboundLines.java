// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import io.headerhop.spi.HeaderReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The lines of an inbound request whose names are carried, whatever their values: read in one pass if the request can
 * be, else looked up name by name.
 */
final class InboundLines<R> implements Predicate<String>, BiConsumer<String, String> {
    private final R request;
    private final HeaderReader<R> reader;
    private final HeaderPropagation rules;
    // By the table's index, the first value of each carried name; null as long as there is none.
    private @Nullable String @Nullable [] first;
    // name, value, name, value …: further values of these names, and what a prefix matches.
    private List<String> further = List.of();
    private List<String> prefixed = List.of();

    InboundLines(R request, HeaderReader<R> reader, HeaderPropagation rules) {
        this.request = request;
        this.reader = reader;
        this.rules = rules;
        if (!reader.forEach(request, this, this)) {
            lookUpCarried(rules.table());
            lookUpPrefixed(rules.limits().maxHeaders());
        }
    }

    /** Whether a header with this name is captured. */
    @Override
    public boolean test(String name) {
        NameTable table = rules.table();
        return table.carriedIndexOf(name) >= 0
                || table.configured().hasPrefixes() && table.configured().contains(name);
    }

    /** A line of a request that is read in one pass. */
    @Override
    public void accept(String name, String value) {
        NameTable table = rules.table();
        int index = table.carriedIndexOf(name);
        if (index >= 0) {
            add(table, index, value);
        } else if (table.configured().hasPrefixes()) {
            String lower = HeaderSyntax.lower(name);
            if (table.configured().matchesPrefix(lower)) {
                prefixed = with(prefixed, lower, value);
            }
        }
    }

    private void add(NameTable table, int index, String value) {
        if (first == null) {
            first = new String[table.carried()];
        }
        if (first[index] == null) {
            first[index] = value;
        } else {
            further = with(further, table.name(index), value);
        }
    }

    private static List<String> with(List<String> lines, String name, String value) {
        List<String> all = lines.isEmpty() ? new ArrayList<>() : lines;
        all.add(name);
        all.add(value);
        return all;
    }

    /** A filter's wrapped request often has a header in one method and not in the other. */
    private void lookUpCarried(NameTable table) {
        for (int i = 0; i < table.carried(); i++) {
            String value = reader.first(request, table.name(i));
            if (value != null) {
                Iterator<String> all = reader.values(request, table.name(i));
                String firstOfAll = all.hasNext() ? all.next() : value;
                add(table, i, table.isSingleValued(i) ? value : firstOfAll);
                while (all.hasNext()) {
                    add(table, i, all.next());
                }
            }
        }
    }

    /** @param max how many names are of interest: one more is enough to tell that there are too many */
    private void lookUpPrefixed(int max) {
        NameTable table = rules.table();
        if (!table.configured().hasPrefixes()) {
            return;
        }
        Set<String> seen = new HashSet<>();
        Iterator<String> all = reader.names(request);
        while (all.hasNext() && seen.size() <= max) {
            String name = HeaderSyntax.lower(all.next());
            if (table.configured().matchesPrefix(name) && table.carriedIndexOf(name) < 0 && seen.add(name)) {
                String value = reader.first(request, name);
                Iterator<String> values = reader.values(request, name);
                // Without a value it is a name that no request can be asked for.
                prefixed = with(prefixed, name, values.hasNext() ? values.next() : value == null ? "" : value);
                while (values.hasNext()) {
                    prefixed = with(prefixed, name, values.next());
                }
            }
        }
    }

    /** Those by which it is captured. */
    HeaderPropagation rules() {
        return rules;
    }

    boolean isEmpty() {
        return first == null && prefixed.isEmpty();
    }

    /** The first values, by index; null if there are none. The caller's from now on. */
    @Nullable String @Nullable [] first() {
        return first;
    }

    /** The further values: name, value, name, value …; the names are in lower case. */
    List<String> further() {
        return further;
    }

    /** What prefixes match, in the same form. */
    List<String> prefixed() {
        return prefixed;
    }

    /** The first value that is not blank of a header, carried or not; null if there is none. */
    @Nullable String firstThatCame(String name) {
        String value = reader.first(request, name);
        Iterator<String> all = reader.values(request, name);
        while ((value == null || value.isBlank()) && all.hasNext()) {
            value = all.next();
        }
        return value == null || value.isBlank() ? null : value.strip();
    }
}
