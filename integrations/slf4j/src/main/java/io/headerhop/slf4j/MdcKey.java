// SPDX-License-Identifier: Apache-2.0
package io.headerhop.slf4j;

import io.headerhop.CapturedHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A key of the MDC and what it shows. */
record MdcKey(String key, BiFunction<CapturedHeaders, TraceIds, @Nullable String> value) {
    private static final String PROPERTY = "headerhop.mdc";
    private static final String VARIABLE = "HEADERHOP_MDC";
    private static final String DEFAULT = "requestId,traceId,spanId,sampled";

    private static final Map<String, BiFunction<CapturedHeaders, TraceIds, @Nullable String>> IDS = Map.of(
            "requestId", (headers, trace) -> LogValue.of(headers.first("x-request-id")),
            "traceId", (headers, trace) -> trace.traceId(),
            "spanId", (headers, trace) -> trace.spanId(),
            "sampled", (headers, trace) -> trace.sampled());

    /** In lower case, unlike what is shown under these names. */
    private static final Pattern HEADER_NAME = Pattern.compile("[a-z0-9_-]+|[A-Za-z0-9_]+-[A-Za-z0-9_-]*");
    // A slip rather than a header.
    private static final Pattern NEARLY_AN_ID = Pattern.compile("(request|trace|span)_?id");

    static List<MdcKey> listFromEnvironment() {
        String property = System.getProperty(PROPERTY);
        if (property != null && !property.isBlank()) {
            return list(PROPERTY, property);
        }
        String variable = System.getenv(VARIABLE);
        return variable != null && !variable.isBlank() ? list(VARIABLE, variable) : list(PROPERTY, DEFAULT);
    }

    static List<MdcKey> list(String setting, String text) {
        List<MdcKey> keys = new ArrayList<>();
        for (String item : text.split(",")) {
            if (!item.isBlank()) {
                String[] parts = item.strip().split("=", -1);
                String shown = parts[0].strip();
                String key = parts.length == 1 ? shown : parts[1].strip();
                if (parts.length > 2 || key.isEmpty()) {
                    throw new IllegalArgumentException(setting + ": '" + item.strip()
                            + "' must be what to show, or that and its key, such as traceId=trace_id");
                }
                keys.add(new MdcKey(key, value(setting, shown)));
            }
        }
        return keys;
    }

    private static BiFunction<CapturedHeaders, TraceIds, @Nullable String> value(String setting, String shown) {
        BiFunction<CapturedHeaders, TraceIds, @Nullable String> id = IDS.get(shown);
        if (id != null) {
            return id;
        }
        if (!HEADER_NAME.matcher(shown).matches() || NEARLY_AN_ID.matcher(shown).matches()) {
            throw new IllegalArgumentException(setting + ": '" + shown
                    + "' cannot be shown; write requestId, traceId, spanId, sampled or the name of a header in lower"
                    + " case, such as x-canary");
        }
        return (headers, trace) -> LogValue.of(headers.first(shown));
    }

    @Nullable String valueIn(CapturedHeaders headers, TraceIds trace) {
        return value.apply(headers, trace);
    }
}
