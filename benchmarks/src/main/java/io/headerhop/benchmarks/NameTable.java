// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import java.util.List;
import java.util.Random;
import org.apache.tomcat.util.buf.ByteChunk;

/**
 * Looks a name up, case-insensitively, among a few known ones: a perfect hash of its length, middle and last character.
 */
final class NameTable {
    private static final int ATTEMPTS = 20_000;

    private final String[] names;
    private final long lengths;
    private byte[] table;
    private int a;
    private int b;
    private int c;

    NameTable(List<String> known) {
        names = known.toArray(String[]::new);
        long bits = 0;
        for (String name : names) {
            bits |= 1L << name.length();
        }
        lengths = bits;
        table = new byte[Integer.highestOneBit(names.length * 4)];
        Random random = new Random(1);
        for (int attempt = 1; !fill(); attempt++) {
            a = random.nextInt(1 << 16) | 1;
            b = random.nextInt(1 << 16) | 1;
            c = random.nextInt(1 << 16) | 1;
            table = new byte[attempt % ATTEMPTS == 0 ? table.length * 2 : table.length];
        }
    }

    private boolean fill() {
        for (int i = 0; i < names.length; i++) {
            String name = names[i];
            int n = name.length();
            int slot = slot(n, name.charAt(n >> 1), name.charAt(n - 1));
            if (table[slot] != 0) {
                return false;
            }
            table[slot] = (byte) (i + 1);
        }
        return true;
    }

    private int slot(int length, int middle, int last) {
        int hash = (middle | 0x20) * a + (last | 0x20) * b + length * c;
        return (hash ^ hash >>> 9) & table.length - 1;
    }

    private boolean hasLength(int length) {
        return length > 0 && length < Long.SIZE && (lengths & 1L << length) != 0;
    }

    /** Its index among the known names, or -1. */
    int indexOf(String name) {
        int n = name.length();
        if (!hasLength(n)) {
            return -1;
        }
        int i = table[slot(n, name.charAt(n >> 1), name.charAt(n - 1))] - 1;
        return i >= 0 && names[i].equalsIgnoreCase(name) ? i : -1;
    }

    /** The same for a name still in bytes. */
    int indexOf(ByteChunk name) {
        int n = name.getLength();
        if (!hasLength(n)) {
            return -1;
        }
        byte[] bytes = name.getBuffer();
        int start = name.getStart();
        int i = table[slot(n, bytes[start + (n >> 1)], bytes[start + n - 1])] - 1;
        return i >= 0 && name.equalsIgnoreCase(names[i]) ? i : -1;
    }
}
