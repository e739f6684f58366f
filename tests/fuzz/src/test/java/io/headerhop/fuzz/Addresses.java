// SPDX-License-Identifier: Apache-2.0
package io.headerhop.fuzz;

import java.util.Arrays;
import java.util.Optional;

/** Addresses as numbers, read without the JDK's help. */
final class Addresses {
    private static final int[] MAPPED = {0, 0, 0, 0, 0, 0xffff};
    private static final int[] LOOPBACK = {0, 0, 0, 0, 0, 0, 0, 1};

    private Addresses() {}

    /** What the C library's {@code inet_aton} takes for IPv4: {@code 134744072}, {@code 0x8.8.2056} and so on. */
    static boolean isIpv4InAnySpelling(String host) {
        String[] parts = host.split("\\.", -1);
        if (parts.length > 4) {
            return false;
        }
        for (String part : parts) {
            if (!part.matches("0[xX][0-9a-fA-F]*|[0-9]+")) {
                return false;
            }
        }
        return true;
    }

    /** The bytes of a dotted quad without leading zeros. */
    private static Optional<int[]> ipv4(String text) {
        String[] parts = text.split("\\.", -1);
        int[] bytes = new int[4];
        if (parts.length != 4) {
            return Optional.empty();
        }
        for (int i = 0; i < 4; i++) {
            if (!parts[i].matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(parts[i]) > 255) {
                return Optional.empty();
            }
            bytes[i] = Integer.parseInt(parts[i]);
        }
        return Optional.of(bytes);
    }

    /** The eight groups of an IPv6 address (RFC 4291, section 2.2). */
    private static Optional<int[]> ipv6(String text) {
        int gap = text.indexOf("::");
        int[] head = groups(gap < 0 ? text : text.substring(0, gap), gap < 0);
        int[] tail = gap < 0 ? new int[0] : groups(text.substring(gap + 2), true);
        int count = head.length + tail.length;
        if (count > 8 || (gap < 0) != (count == 8)) {
            return Optional.empty();
        }
        int[] all = new int[8];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(tail, 0, all, 8 - tail.length, tail.length);
        return Optional.of(all);
    }

    /** The IPv4 address in {@code ::ffff:0:0/96} (RFC 4291, section 2.5.5.2), or one written as such. */
    static Optional<int[]> ipv4InAnyForm(String text) {
        Optional<int[]> mapped = ipv6(text)
                .filter(all -> Arrays.equals(Arrays.copyOf(all, 6), MAPPED))
                .map(all -> new int[] {all[6] >> 8, all[6] & 255, all[7] >> 8, all[7] & 255});
        return mapped.isPresent() ? mapped : ipv4(text);
    }

    static boolean isLoopback(String text) {
        return ipv4InAnyForm(text).filter(bytes -> bytes[0] == 127).isPresent()
                || ipv6(text).filter(all -> Arrays.equals(all, LOOPBACK)).isPresent();
    }

    /** The groups between the colons; nine, which no address has, if that is not what they are. */
    private static int[] groups(String text, boolean isEnd) {
        int[] none = new int[9];
        if (text.isEmpty()) {
            return new int[0];
        }
        String[] parts = text.split(":", -1);
        int[] groups = new int[parts.length];
        for (int i = 0; i < parts.length; i++) {
            boolean isLast = isEnd && i == parts.length - 1;
            Optional<int[]> quad = isLast ? ipv4(parts[i]) : Optional.empty();
            if (quad.isPresent()) {
                int[] bytes = quad.get();
                groups = Arrays.copyOf(groups, i + 2);
                groups[i] = bytes[0] << 8 | bytes[1];
                groups[i + 1] = bytes[2] << 8 | bytes[3];
            } else if (parts[i].matches("[0-9a-f]{1,4}")) {
                groups[i] = Integer.parseInt(parts[i], 16);
            } else {
                return none;
            }
        }
        return groups;
    }
}
