// SPDX-License-Identifier: Apache-2.0
package io.headerhop.testkit;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request of a run. Written by the thread that sends it, read when the run is over. */
final class SentRequest {
    /** What {@code {id}} becomes. */
    static final String MARKER = "hh[0-9a-f]{10}n\\d{6}";

    final int number;
    final String marker;
    /** Empty if it is one without headers. */
    final Map<String, String> headers;

    final boolean alone;
    volatile long sentAt;
    volatile long answeredAt = Long.MAX_VALUE;
    /** Why there was no answer, or none that says success; null if all is well. */
    volatile @Nullable String failure;
    /** Whether that took as long as it may. */
    volatile boolean unanswered;

    SentRequest(int number, String marker, Map<String, String> headers, boolean alone) {
        this.number = number;
        this.marker = marker;
        this.headers = headers;
        this.alone = alone;
    }

    boolean isBare() {
        return headers.isEmpty();
    }

    /** As people read it. */
    @Override
    public String toString() {
        return "request " + number + (isBare() ? " (without headers)" : "");
    }
}
