// SPDX-License-Identifier: Apache-2.0
package io.headerhop.mesh;

import io.headerhop.support.Span;
import io.headerhop.support.Trace;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * All spans of one request as text: each under its parent, so that two requests have the same text if and only if their
 * spans form the same trees. An empty line separates traces. Children of the caller's own span, which no sidecar
 * reported, are drawn under {@code caller}.
 */
final class Picture {
    /** The right picture for a caller without a span. */
    static final String RIGHT = """
            a SERVER
              a CLIENT
                b SERVER
                  b CLIENT
                    d SERVER
              a CLIENT
                c SERVER
            """;

    /** The right picture for a caller with a span. */
    static final String RIGHT_UNDER_CALLER = "caller\n" + RIGHT.indent(2);

    private final Trace trace;

    private Picture(Trace trace) {
        this.trace = trace;
    }

    static String of(Collection<Span> spans) {
        Map<String, List<Span>> traces = spans.stream().collect(Collectors.groupingBy(Span::traceId));
        return traces.values().stream()
                .map(trace -> new Picture(new Trace(trace)).draw())
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private String draw() {
        Map<Boolean, List<Span>> orphans = trace.orphans().stream()
                .collect(Collectors.partitioningBy(span -> Caller.SPAN_ID.equals(span.parentId())));
        return draw(trace.roots())
                + under("caller", draw(orphans.get(true)))
                + under("a span that is not there", draw(orphans.get(false)));
    }

    private String draw(List<Span> spans) {
        return spans.stream().map(this::draw).sorted().collect(Collectors.joining());
    }

    private String draw(Span span) {
        return span.service() + " " + span.kind() + "\n"
                + draw(trace.children(span)).indent(2);
    }

    private static String under(String title, String drawn) {
        return drawn.isEmpty() ? "" : title + "\n" + drawn.indent(2);
    }
}
