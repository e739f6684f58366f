// SPDX-License-Identifier: Apache-2.0
package io.headerhop.support;

import com.google.gson.JsonPrimitive;
import io.headerhop.support.Span.Endpoint;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parts of Jaeger's API traces that are read here. Times are microseconds. */
record JaegerTraces(List<JaegerTrace> data) {
    record JaegerTrace(List<JaegerSpan> spans, Map<String, JaegerProcess> processes) {}

    record JaegerSpan(
            String traceID,
            String spanID,
            List<Reference> references,
            long startTime,
            long duration,
            List<Tag> tags,
            String processID) {}

    record Reference(String refType, String spanID) {}

    record Tag(String key, JsonPrimitive value) {}

    record JaegerProcess(String serviceName) {}

    List<Trace> traces() {
        return data.stream()
                .map(trace -> new Trace(trace.spans().stream()
                        .map(span -> span(span, trace.processes()))
                        .toList()))
                .toList();
    }

    private static Span span(JaegerSpan span, Map<String, JaegerProcess> processes) {
        Map<String, String> tags = new HashMap<>();
        span.tags().forEach(tag -> tags.put(tag.key(), tag.value().getAsString()));
        String kind = tags.get("span.kind");
        JaegerProcess process = processes.get(span.processID());
        return new Span(
                span.traceID(),
                span.spanID(),
                parent(span),
                kind == null ? null : kind.toUpperCase(Locale.ROOT),
                span.startTime(),
                span.duration(),
                new Endpoint(process == null ? null : process.serviceName()),
                tags);
    }

    private static @Nullable String parent(JaegerSpan span) {
        return span.references().stream()
                .filter(reference -> reference.refType().equals("CHILD_OF"))
                .map(Reference::spanID)
                .findFirst()
                .orElse(null);
    }
}
