// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers;

import java.util.SortedMap;
import java.util.TreeMap;

/** What was current on a server's threads at the moment when their next request or task began. */
public final class Looks {
    /** On a thread that serves requests, before anything captures. */
    public static final String REQUEST = "request";

    /** On a thread of a pool, before anything is handed over. */
    public static final String TASK = "task";

    private static final SortedMap<String, SortedMap<String, Integer>> FOUND = new TreeMap<>();

    private Looks() {}

    public static void look(String where) {
        String current = Headers.current();
        synchronized (FOUND) {
            FOUND.computeIfAbsent(where, first -> new TreeMap<>()).merge(current, 1, Integer::sum);
        }
    }

    /** Such as {@code {request={nothing=300}, task={nothing=200}}}: all since the last time. */
    public static String take() {
        synchronized (FOUND) {
            String found = FOUND.toString();
            FOUND.clear();
            return found;
        }
    }
}
