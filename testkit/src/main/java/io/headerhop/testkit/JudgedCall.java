// SPDX-License-Identifier: Apache-2.0
package io.headerhop.testkit;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A call, the request that it was made for, and what came of each header.
 *
 * @param kind such as {@code GET /orders/*}
 * @param request null if nothing says which
 * @param known how that is known
 * @param headers by name in lower case; only those that the request had or that say something about it
 * @param passedOn the names of headers that should have stayed behind
 */
record JudgedCall(
        ReceivedCall call,
        String kind,
        @Nullable SentRequest request,
        How known,
        Map<String, Outcome> headers,
        List<String> passedOn) {
    /** Headers that say nothing of whose they are: spans that may be new, and values that many requests share. */
    private static final Set<String> ALIKE = Set.of(
            "x-b3-spanid",
            "x-b3-parentspanid",
            "x-b3-sampled",
            "x-b3-flags",
            "x-datadog-parent-id",
            "x-datadog-sampling-priority");

    /** How the request of a call is known. */
    enum How {
        /** There was no other at the time. */
        ALONE,
        /** It names the request in its URL or its body. */
        MARKER,
        /** By the headers themselves, which is all there is. */
        HEADERS,
        /** It has no header of any request. */
        UNKNOWN
    }

    /**
     * What came of a header.
     *
     * @param fault null if it is as it should be
     * @param value what the call has; null if nothing
     * @param from whose it is, if another request's
     */
    record Outcome(
            @Nullable Fault fault,
            @Nullable String value,
            @Nullable Integer from) {}

    /** Whether its headers are gone, and what there is of them was made by something on the way, such as a sidecar. */
    boolean hasNothingOfItsRequest() {
        return headers.values().stream().anyMatch(outcome -> outcome.fault == Fault.MISSING)
                && headers.entrySet().stream()
                        .filter(header -> !ALIKE.contains(header.getKey()))
                        .allMatch(header ->
                                header.getValue().fault == Fault.MISSING || header.getValue().fault == Fault.CHANGED);
    }

    /** Whether it was made, or came, when its request had been answered. */
    boolean isAfterItsAnswer() {
        return request != null && call.nanos() - request.answeredAt > 0;
    }

    boolean isOutsideItsRequest() {
        return isAfterItsAnswer() || request != null && call.nanos() - request.sentAt < 0;
    }

    boolean isRight() {
        return passedOn.isEmpty() && headers.values().stream().allMatch(outcome -> outcome.fault == null);
    }
}
