// SPDX-License-Identifier: Apache-2.0
package io.headerhop.fuzz;

/**
 * What the C library's {@code inet_aton} takes for an IPv4 address: {@code 134744072}, {@code 0x8.8.2056} and so on.
 */
final class Addresses {
    private Addresses() {}

    static boolean isOne(String host) {
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
}
