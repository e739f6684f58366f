// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names of one configuration, numbered, so that a header is known by one look-up whatever case it is written in:
 * first those that are carried, then those that matter to them, since the caller of an outbound request may have set
 * one of their group.
 */
final class NameTable {
    final int requestId;
    final int b3;
    final int b3TraceId;
    final int b3SpanId;
    final int b3ParentSpanId;
    final int traceparent;
    final int tracestate;

    private final HeaderNames configured;
    private final String[] names;
    private final boolean[] single;
    private final int carried;
    // Open addressing; -1 is an empty slot.
    private final int[] slots;
    // A bit for each length that a name has, the highest for all from 63 on: most headers are none of these.
    private final long lengths;

    NameTable(HeaderNames configured) {
        this.configured = configured;
        Set<String> all = new LinkedHashSet<>(configured.exact());
        // Those that a prefix brings in are known as well.
        Preset.known().filter(configured::contains).forEach(all::add);
        carried = all.size();
        for (String name : List.copyOf(all)) {
            Preset group = Preset.groupOf(name);
            all.addAll(group == null ? List.of() : group.names());
        }
        all.add("x-request-id");
        names = all.toArray(String[]::new);
        single = new boolean[names.length];
        slots = new int[Integer.highestOneBit(names.length) * 4];
        Arrays.fill(slots, -1);
        long lengthsOfNames = 0;
        for (int i = 0; i < names.length; i++) {
            single[i] = Preset.isSingleValued(names[i]);
            lengthsOfNames |= lengthBit(names[i]);
            int slot = slotOf(names[i]);
            while (slots[slot] >= 0) {
                slot = (slot + 1) % slots.length;
            }
            slots[slot] = i;
        }
        lengths = lengthsOfNames;
        requestId = carriedIndexOf("x-request-id");
        b3 = carriedIndexOf("b3");
        b3TraceId = carriedIndexOf("x-b3-traceid");
        b3SpanId = carriedIndexOf("x-b3-spanid");
        b3ParentSpanId = carriedIndexOf("x-b3-parentspanid");
        traceparent = carriedIndexOf("traceparent");
        tracestate = carriedIndexOf("tracestate");
    }

    HeaderNames configured() {
        return configured;
    }

    /** How many of the names are carried: the first ones. */
    int carried() {
        return carried;
    }

    /** In lower case. */
    String name(int index) {
        return names[index];
    }

    boolean isSingleValued(int index) {
        return single[index];
    }

    /** The index of a carried name; -1 if it is not one by itself. {@code name} is case-insensitive. */
    int carriedIndexOf(String name) {
        int index = indexOf(name);
        return index < carried ? index : -1;
    }

    /**
     * The name in lower case, if it is carried, by itself or by a prefix, or matters to those that are; else null.
     *
     * @param name of a header in an outbound request, in any case
     */
    @Nullable String canonical(String name) {
        int index = indexOf(name);
        if (index >= 0) {
            return names[index];
        }
        if (!configured.hasPrefixes()) {
            return null;
        }
        String lower = HeaderSyntax.lower(name);
        return configured.matchesPrefix(lower) ? lower : null;
    }

    /** -1 if it is none of these. */
    private int indexOf(String name) {
        if ((lengths & lengthBit(name)) == 0) {
            return -1;
        }
        int slot = slotOf(name);
        while (slots[slot] >= 0) {
            if (isSame(names[slots[slot]], name)) {
                return slots[slot];
            }
            slot = (slot + 1) % slots.length;
        }
        return -1;
    }

    private static long lengthBit(String name) {
        return 1L << Math.min(name.length(), 63);
    }

    /** By its length, its middle and its last character, case-insensitively. */
    private int slotOf(String name) {
        int length = name.length();
        if (length == 0) {
            return 0;
        }
        int hash = length * 31 + (name.charAt(length / 2) | 0x20) * 7 + (name.charAt(length - 1) | 0x20);
        return hash & slots.length - 1;
    }

    private static boolean isSame(String lower, String name) {
        // Nearly always.
        if (lower.equals(name)) {
            return true;
        }
        if (lower.length() != name.length()) {
            return false;
        }
        for (int i = 0; i < lower.length(); i++) {
            char c = name.charAt(i);
            if (lower.charAt(i) != (c >= 'A' && c <= 'Z' ? c + 32 : c)) {
                return false;
            }
        }
        return true;
    }
}
