package io.headerhop.mesh;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * All spans of one request as text: each under its parent, so that two requests have the same text if and only if their
 * spans hang together in the same way. Between two traces there is an empty line. What hangs under the caller's own
 * span, which no sidecar reported, stands under {@code caller}.
 */
final class Picture {
    /** As it has to be, for a caller who brings no span of his own. */
    static final String RIGHT = """
            a SERVER
              a CLIENT
                b SERVER
                  b CLIENT
                    d SERVER
              a CLIENT
                c SERVER
            """;

    /** As it has to be, for a caller with a span. */
    static final String RIGHT_UNDER_CALLER = "caller\n" + RIGHT.indent(2);

    private final Collection<Span> spans;

    private Picture(Collection<Span> spans) {
        this.spans = spans;
    }

    static String of(Collection<Span> spans) {
        Map<String, List<Span>> traces = spans.stream().collect(Collectors.groupingBy(Span::traceId));
        return traces.values().stream()
                .map(trace -> new Picture(trace).draw())
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private String draw() {
        String roots = drawAll(span -> span.parentId().isEmpty());
        String ofCaller =
                drawAll(span -> span.parentId().filter(Caller.SPAN_ID::equals).isPresent());
        String orphans = drawAll(span -> span.parentId()
                .filter(id -> !id.equals(Caller.SPAN_ID))
                .filter(id -> spans.stream().noneMatch(other -> other.id().equals(id)))
                .isPresent());
        return roots + under("caller", ofCaller) + under("a span that is not there", orphans);
    }

    private String drawAll(Predicate<Span> which) {
        return spans.stream().filter(which).map(this::draw).sorted().collect(Collectors.joining());
    }

    private String draw(Span span) {
        String children =
                drawAll(other -> other.parentId().filter(span.id()::equals).isPresent());
        return span.service() + " " + span.kind() + "\n" + children.indent(2);
    }

    private static String under(String title, String drawn) {
        return drawn.isEmpty() ? "" : title + "\n" + drawn.indent(2);
    }
}
