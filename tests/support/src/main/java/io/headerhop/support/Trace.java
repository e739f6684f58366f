// SPDX-License-Identifier: Apache-2.0
package io.headerhop.support;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** One trace as the backend returned it. Immutable. */
public record Trace(List<Span> spans) {
    private static final Comparator<Span> BY_START = Comparator.comparingLong(Span::timestamp);

    public Trace {
        spans = spans.stream().sorted(BY_START).toList();
    }

    public String id() {
        return spans.get(0).traceId();
    }

    /** Microseconds since 1970. */
    public long start() {
        return spans.get(0).timestamp();
    }

    public SortedSet<String> services() {
        SortedSet<String> services = new TreeSet<>();
        spans.forEach(span -> services.add(span.service()));
        return services;
    }

    /** Whether this service answered a request with this status. */
    public boolean failsAt(String service, int status) {
        return spans.stream()
                .anyMatch(span -> "SERVER".equals(span.kind())
                        && span.service().equals(service)
                        && span.tag("http.status_code").equals(Integer.toString(status)));
    }

    /** The spans without a parent. */
    public List<Span> roots() {
        return spans.stream().filter(span -> span.parentId() == null).toList();
    }

    /** The spans whose parent is not in the trace. */
    public List<Span> orphans() {
        Set<String> ids = new HashSet<>();
        spans.forEach(span -> ids.add(span.id()));
        return spans.stream()
                .filter(span -> span.parentId() != null && !ids.contains(span.parentId()))
                .toList();
    }

    public List<Span> children(Span parent) {
        return spans.stream()
                .filter(span -> parent.id().equals(span.parentId()))
                .toList();
    }

    /** Whether the trace is one tree: every span is reached from a single root. */
    public boolean isLinked() {
        List<Span> roots = roots();
        if (roots.size() != 1) {
            return false;
        }
        Map<String, Span> reached = new HashMap<>();
        reach(roots.get(0), reached);
        return reached.size() == spans.size();
    }

    private void reach(Span span, Map<String, Span> reached) {
        if (reached.putIfAbsent(span.id(), span) == null) {
            children(span).forEach(child -> reach(child, reached));
        }
    }
}
