// SPDX-License-Identifier: Apache-2.0
package io.headerhop.slf4j;

import org.jspecify.annotations.Nullable;

/** A header's value as it can stand in a log: anybody may have sent it, and patterns do not escape what they print. */
final class LogValue {
    private static final int MAX_LENGTH = 128;

    private LogValue() {}

    /** Cut, and with {@code _} in the place of whatever may end a field of a pattern. */
    static @Nullable String of(@Nullable String value) {
        if (value == null) {
            return null;
        }
        int length = Math.min(value.length(), MAX_LENGTH);
        for (int i = 0; i < length; i++) {
            if (!isPlain(value.charAt(i))) {
                return cleaned(value, i, length);
            }
        }
        return value.substring(0, length);
    }

    private static String cleaned(String value, int from, int length) {
        StringBuilder cleaned = new StringBuilder(value).delete(length, value.length());
        for (int i = from; i < length; i++) {
            if (!isPlain(value.charAt(i))) {
                cleaned.setCharAt(i, '_');
            }
        }
        return cleaned.toString();
    }

    private static boolean isPlain(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-._~:/+=@%".indexOf(c) >= 0;
    }
}
