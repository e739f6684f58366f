// SPDX-License-Identifier: Apache-2.0
package io.headerhop.slf4j;

import io.headerhop.CapturedHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The ids in whichever headers of a trace came in.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/#traceparent-header">traceparent</a>
 * @see <a href="https://github.com/openzipkin/b3-propagation">B3</a>
 */
record TraceIds(
        @Nullable String traceId,
        @Nullable String spanId,
        @Nullable String sampled) {
    private static final int SAMPLED_FLAG = 1;

    static TraceIds of(CapturedHeaders headers) {
        TraceIds ids = ofTraceparent(headers.first("traceparent"));
        if (ids == null) {
            ids = ofSingleB3(headers.first("b3"));
        }
        return ids != null ? ids : ofB3(headers);
    }

    /** {@code {version}-{trace id}-{parent id}-{flags}}, and more in later versions. */
    private static @Nullable TraceIds ofTraceparent(@Nullable String value) {
        String[] fields = value == null ? new String[0] : value.split("-", -1);
        if (fields.length < 4 || fields[3].length() != 2) {
            return null;
        }
        int low = Character.digit(fields[3].charAt(1), 16);
        return new TraceIds(fields[1], fields[2], low < 0 ? null : String.valueOf((low & SAMPLED_FLAG) != 0));
    }

    /** {@code {trace id}-{span id}[-{sampled}[-{parent span id}]]}, or a sampling decision alone. */
    private static @Nullable TraceIds ofSingleB3(@Nullable String value) {
        if (value == null) {
            return null;
        }
        String[] fields = value.split("-", -1);
        return fields.length == 1
                ? new TraceIds(null, null, sampled(fields[0]))
                : new TraceIds(fields[0], fields[1], fields.length > 2 ? sampled(fields[2]) : null);
    }

    private static TraceIds ofB3(CapturedHeaders headers) {
        String sampled = "1".equals(headers.first("x-b3-flags")) ? "d" : headers.first("x-b3-sampled");
        return new TraceIds(headers.first("x-b3-traceid"), headers.first("x-b3-spanid"), sampled(sampled));
    }

    private static @Nullable String sampled(@Nullable String decision) {
        if (decision == null) {
            return null;
        }
        // Some old libraries write the words.
        return switch (decision) {
            case "1", "d", "true" -> "true";
            case "0", "false" -> "false";
            default -> null;
        };
    }
}
