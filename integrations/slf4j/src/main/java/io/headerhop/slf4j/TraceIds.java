// SPDX-License-Identifier: Apache-2.0
package io.headerhop.slf4j;

import io.headerhop.CapturedHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The ids in whichever headers of a trace came in, if they are ids: anybody may have sent the headers.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/#traceparent-header">traceparent</a>
 * @see <a href="https://github.com/openzipkin/b3-propagation">B3</a>
 */
record TraceIds(
        @Nullable String traceId,
        @Nullable String spanId,
        @Nullable String sampled) {
    private static final int TRACE_ID_LENGTH = 32;
    private static final int SPAN_ID_LENGTH = 16;
    private static final int SAMPLED_FLAG = 1;
    // Of traceparent: where its fields begin, and where those of version 0 end.
    private static final int TRACE_ID = 3;
    private static final int SPAN_ID = TRACE_ID + TRACE_ID_LENGTH + 1;
    private static final int FLAGS = SPAN_ID + SPAN_ID_LENGTH + 1;
    private static final int END = FLAGS + 2;

    static TraceIds of(CapturedHeaders headers) {
        TraceIds ids = ofTraceparent(headers.first("traceparent"));
        if (ids == null) {
            ids = ofSingleB3(headers.first("b3"));
        }
        return ids != null ? ids : ofB3(headers);
    }

    /** {@code {version}-{trace id}-{parent id}-{flags}}, and more in later versions. */
    private static @Nullable TraceIds ofTraceparent(@Nullable String value) {
        if (value == null
                || value.length() < END
                || value.length() > END && value.charAt(END) != '-'
                || value.charAt(TRACE_ID - 1) != '-'
                || value.charAt(SPAN_ID - 1) != '-'
                || value.charAt(FLAGS - 1) != '-') {
            return null;
        }
        String traceId = id(value, TRACE_ID, SPAN_ID - 1, TRACE_ID_LENGTH);
        String spanId = id(value, SPAN_ID, FLAGS - 1, SPAN_ID_LENGTH);
        int flags = Character.digit(value.charAt(END - 1), 16);
        return traceId == null || spanId == null || flags < 0
                ? null
                : new TraceIds(traceId, spanId, String.valueOf((flags & SAMPLED_FLAG) != 0));
    }

    /** {@code {trace id}-{span id}[-{sampled}[-{parent span id}]]}, or a sampling decision alone. */
    private static @Nullable TraceIds ofSingleB3(@Nullable String value) {
        if (value == null) {
            return null;
        }
        int endOfTrace = value.indexOf('-');
        if (endOfTrace < 0) {
            return new TraceIds(null, null, sampled(value));
        }
        int endOfSpan = endOf(value, endOfTrace + 1);
        String traceId = id(value, 0, endOfTrace, TRACE_ID_LENGTH);
        String spanId = id(value, endOfTrace + 1, endOfSpan, SPAN_ID_LENGTH);
        if (traceId == null || spanId == null) {
            return null;
        }
        return new TraceIds(
                traceId,
                spanId,
                endOfSpan == value.length()
                        ? null
                        : sampled(value.substring(endOfSpan + 1, endOf(value, endOfSpan + 1))));
    }

    private static int endOf(String value, int field) {
        int end = value.indexOf('-', field);
        return end < 0 ? value.length() : end;
    }

    private static TraceIds ofB3(CapturedHeaders headers) {
        String sampled = "1".equals(headers.first("x-b3-flags")) ? "d" : headers.first("x-b3-sampled");
        return new TraceIds(
                id(headers.first("x-b3-traceid"), TRACE_ID_LENGTH),
                id(headers.first("x-b3-spanid"), SPAN_ID_LENGTH),
                sampled(sampled));
    }

    private static @Nullable String id(@Nullable String value, int maxLength) {
        return value == null ? null : id(value, 0, value.length(), maxLength);
    }

    private static @Nullable String id(String value, int begin, int end, int maxLength) {
        if (begin == end || end - begin > maxLength) {
            return null;
        }
        for (int i = begin; i < end; i++) {
            if (Character.digit(value.charAt(i), 16) < 0) {
                return null;
            }
        }
        return value.substring(begin, end);
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
