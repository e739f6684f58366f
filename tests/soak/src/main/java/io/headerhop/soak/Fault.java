// SPDX-License-Identifier: Apache-2.0
package io.headerhop.soak;

/** What the upstream does to a call. */
enum Fault {
    NONE,
    ERROR,
    /** Longer than any client waits. */
    SLOW,
    RESET,
    REDIRECT,
    /** A redirect to a host outside the destinations. */
    STRAY,
    /** Where such a redirect leads. */
    FOREIGN;

    /** Mostly none; the others in turn, so that in a long run every call meets every fault. */
    static Fault ofCall(long number) {
        return switch ((int) (number % 23)) {
            case 3 -> ERROR;
            case 7 -> SLOW;
            case 11 -> RESET;
            case 15 -> REDIRECT;
            case 19 -> STRAY;
            default -> NONE;
        };
    }
}
