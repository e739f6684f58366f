// SPDX-License-Identifier: Apache-2.0
package io.headerhop.testkit;

import java.util.List;

/**
 * One thing that is wrong, in as many calls as it happened.
 *
 * @param fault what
 * @param call the calls that it was seen in, as {@code GET /orders/*}; empty if it is about requests
 * @param headers the names in lower case; empty if it is not about single ones
 * @param count in how many calls, or of how many requests
 * @param example what happened to the first of them, in words
 * @param cause what most likely did it, in words
 */
public record Finding(Fault fault, String call, List<String> headers, int count, String example, String cause) {
    /** In one line, without what explains it. */
    String title() {
        String what = headers.isEmpty() ? "" : " " + String.join(", ", headers);
        String where = call.isEmpty() ? "" : ": " + call;
        String unit = fault == Fault.FAILED_REQUEST || fault == Fault.NO_CALL ? "request" : "call";
        return "%s%s%s, %d %s%s".formatted(fault.toString(), what, where, count, unit, count == 1 ? "" : "s");
    }

    /** As people read it, in several lines. */
    @Override
    public String toString() {
        return "%s%n    for instance: %s%n    likely cause: %s".formatted(title(), example, cause);
    }
}
