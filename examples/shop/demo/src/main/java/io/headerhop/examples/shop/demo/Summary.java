// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.demo;

import com.google.gson.GsonBuilder;
import io.headerhop.support.Trace;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The result of one round of requests, as read from the backend: the content of {@code summary.json}.
 *
 * @param requests how many were sent
 * @param traces how many traces they produced
 * @param services all that appear in a trace
 * @param spansPerTrace in the order in which the traces began
 * @param orphanSpans how many spans have a parent that is not in their trace
 * @param linked whether each request is one trace, a tree, with a span of each service of the mesh
 * @param bankHeaders the tracing headers that the bank received
 */
record Summary(
        int requests,
        int traces,
        SortedSet<String> services,
        List<Integer> spansPerTrace,
        int orphanSpans,
        boolean linked,
        List<String> bankHeaders,
        String sidecar,
        String backend) {

    /**
     * Counts.
     *
     * @param traces in the order in which they began
     * @param mesh the services that each request passes through
     */
    static Summary of(
            int requests,
            List<Trace> traces,
            List<String> mesh,
            List<String> bankHeaders,
            String sidecar,
            String backend) {
        SortedSet<String> services = new TreeSet<>();
        traces.forEach(trace -> services.addAll(trace.services()));
        int orphans = traces.stream().mapToInt(trace -> trace.orphans().size()).sum();
        boolean linked = requests > 0
                && traces.size() == requests
                && traces.stream()
                        .allMatch(trace -> trace.isLinked() && trace.services().containsAll(mesh));
        return new Summary(
                requests,
                traces.size(),
                services,
                traces.stream().map(trace -> trace.spans().size()).toList(),
                orphans,
                linked,
                bankHeaders,
                sidecar,
                backend);
    }

    String json() {
        return new GsonBuilder().disableHtmlEscaping().create().toJson(this);
    }
}
