// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import org.jspecify.annotations.Nullable;

/**
 * Which of the two forms of B3 in one request is the fresh one. Envoy reads {@code b3} before {@code x-b3-*} and makes
 * its own span a child of what it read, but it writes only one of the forms: up to 1.39 always {@code x-b3-*}, from
 * 1.40 the form it read. The other form stays as the caller sent it and is stale. So the fresh form is the child of the
 * other, in every version of Envoy.
 *
 * @see <a href="https://github.com/openzipkin/b3-propagation">B3 propagation</a>
 */
final class B3 {
    private static final int SPAN_ID_LENGTH = 16;

    private B3() {}

    /** Whether {@code b3} is older than the {@code x-b3-*} headers that came with it. */
    static boolean isSingleStale(
            String single, @Nullable String traceId, @Nullable String spanId, @Nullable String parentSpanId) {
        if (traceId == null || spanId == null) {
            // Not a context of its own, at most a sampling decision: Envoy goes by b3.
            return false;
        }
        String ownSpanId = spanIdOf(single);
        return ownSpanId == null || ownSpanId.equalsIgnoreCase(spanId) || ownSpanId.equalsIgnoreCase(parentSpanId);
    }

    /** The span id in {@code {trace id}-{span id}[-{sampled}[-{parent span id}]]}; null if there is none in it. */
    private static @Nullable String spanIdOf(String single) {
        String[] fields = single.trim().split("-", -1);
        boolean hasIds = fields.length >= 2
                && (HeaderSyntax.isHex(fields[0], 16) || HeaderSyntax.isHex(fields[0], 32))
                && HeaderSyntax.isHex(fields[1], SPAN_ID_LENGTH);
        return hasIds ? fields[1] : null;
    }
}
