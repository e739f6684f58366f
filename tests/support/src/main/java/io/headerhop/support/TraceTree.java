// SPDX-License-Identifier: Apache-2.0
package io.headerhop.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A trace as lines of text: each span under its parent, those without a parent in the trace at the left. The failure
 * begins at the failed span that has no failed span below it.
 */
public final class TraceTree {
    private static final int WIDTH = 34;

    private final Trace trace;
    private final List<String> lines = new ArrayList<>();

    private TraceTree(Trace trace) {
        this.trace = trace;
    }

    /** The lines, without line endings. */
    public static List<String> of(Trace trace) {
        TraceTree tree = new TraceTree(trace);
        trace.roots().forEach(root -> tree.add(root, "", ""));
        trace.orphans().forEach(orphan -> tree.add(orphan, "? ", "  "));
        return List.copyOf(tree.lines);
    }

    private void add(Span span, String firstIndent, String indent) {
        lines.add(String.format(
                        Locale.ROOT,
                        "%-" + WIDTH + "s %-6s  %-30s %3s %7.1f ms%s",
                        firstIndent + span.service(),
                        span.kind(),
                        span.operation(),
                        span.tag("http.status_code"),
                        span.duration() / 1000.0,
                        mark(span))
                .stripTrailing());
        List<Span> children = trace.children(span);
        for (int i = 0; i < children.size(); i++) {
            boolean last = i == children.size() - 1;
            add(children.get(i), indent + (last ? "└─ " : "├─ "), indent + (last ? "   " : "│  "));
        }
    }

    private String mark(Span span) {
        if (!span.isFailed()) {
            return "";
        }
        return failsBelow(span) ? "  ✗" : "  ✗ fails here";
    }

    private boolean failsBelow(Span span) {
        return trace.children(span).stream().anyMatch(child -> child.isFailed() || failsBelow(child));
    }
}
