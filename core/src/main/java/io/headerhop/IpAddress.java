// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses written as such. No name is ever resolved. */
final class IpAddress {
    // Without leading zeros: 010 is ten to Java and eight to the C library. With other dots, Java would ask the name
    // service what it is.
    private static final String DOTTED_QUAD = "(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}";
    // RFC 4291 has at most four digits between colons; Java takes any number of leading zeros.
    private static final String GROUPS = "(?:[0-9a-fA-F]{0,4}:){1,8}";
    private static final Pattern ADDRESS =
            Pattern.compile("(?:" + GROUPS + ")?" + DOTTED_QUAD + "|" + GROUPS + "[0-9a-fA-F]{0,4}");

    private IpAddress() {}

    /** The 4 or 16 bytes of an address; null if the text is none. An IPv4 address inside IPv6 becomes one of IPv4. */
    static byte @Nullable [] parse(String text) {
        if (!ADDRESS.matcher(text).matches()) {
            return null;
        }
        try {
            // Parsed as an address or refused; no name service is asked.
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException e) {
            return null;
        }
    }

    static boolean isLoopback(byte[] address) {
        try {
            return InetAddress.getByAddress(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an address of 4 or 16 bytes", e);
        }
    }

    /** Whether the first bits of both are the same. */
    static boolean isInBlock(byte[] address, byte[] block, int bits) {
        if (address.length != block.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((address[bit / 8] & mask) != (block[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
