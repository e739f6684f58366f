// SPDX-License-Identifier: Apache-2.0
package io.headerhop.mesh.opentelemetry;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.headerhop.support.Http;
import io.headerhop.support.Span;
import io.headerhop.support.Trace;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What became of a few orders, as read back from a trace store.
 *
 * @param formats which headers the sidecars read and write
 * @param orphans how many spans have a parent that is in no trace
 * @param requestIds how many different ones the sidecars saw
 * @param whole whether each order is one trace and each span in it is below the first
 * @param bankReceived the names of the mesh's headers that left the mesh
 * @param picture the first order's spans
 */
record Trees(
        String store,
        String formats,
        int orders,
        int spans,
        int traces,
        int orphans,
        int requestIds,
        boolean whole,
        List<String> bankReceived,
        List<Row> picture) {
    private static final Set<String> OF_THE_MESH = Set.of("x-request-id", "b3", "traceparent", "tracestate", "baggage");

    /**
     * A span of the picture, in the order in which it is drawn.
     *
     * @param depth below the first span of its tree
     * @param orphan whether it names a parent that is not there
     */
    record Row(String service, String kind, int depth, boolean orphan) {}

    /** @param picture the traces of one of the orders */
    static Trees of(Backend backend, int orders, List<Trace> traces, List<Trace> picture, URI bank) throws IOException {
        List<Span> spans =
                traces.stream().flatMap(trace -> trace.spans().stream()).toList();
        Set<String> requestIds = new TreeSet<>();
        spans.forEach(span -> requestIds.add(span.tag("guid:x-request-id")));
        requestIds.remove("");
        return new Trees(
                backend.store().name(),
                backend.formats(),
                orders,
                spans.size(),
                traces.size(),
                traces.stream().mapToInt(trace -> trace.orphans().size()).sum(),
                requestIds.size(),
                traces.size() == orders && traces.stream().allMatch(Trace::isLinked),
                received(bank),
                rows(picture));
    }

    private static List<String> received(URI bank) throws IOException {
        Set<String> names = new TreeSet<>();
        for (JsonElement charge : JsonParser.parseString(
                        Http.get(bank.resolve("/received")).body())
                .getAsJsonArray()) {
            for (String name :
                    charge.getAsJsonObject().getAsJsonObject("headers").keySet()) {
                String lower = name.toLowerCase(Locale.ROOT);
                if (OF_THE_MESH.contains(lower) || lower.startsWith("x-b3-")) {
                    names.add(lower);
                }
            }
        }
        return List.copyOf(names);
    }

    private static List<Row> rows(List<Trace> traces) {
        List<Row> rows = new ArrayList<>();
        traces.stream().sorted(Comparator.comparingLong(Trace::start)).forEach(trace -> {
            trace.roots().forEach(root -> add(trace, root, 0, false, rows));
            trace.orphans().forEach(orphan -> add(trace, orphan, 0, true, rows));
        });
        return rows;
    }

    private static void add(Trace trace, Span span, int depth, boolean orphan, List<Row> rows) {
        rows.add(new Row(span.service(), String.valueOf(span.kind()), depth, orphan));
        trace.children(span).forEach(child -> add(trace, child, depth + 1, false, rows));
    }
}
