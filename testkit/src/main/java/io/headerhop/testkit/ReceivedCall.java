// SPDX-License-Identifier: Apache-2.0
package io.headerhop.testkit;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A call as the stand-in received it.
 *
 * @param nanos when, by {@link System#nanoTime}
 * @param headers names in lower case, each with its lines in order
 */
record ReceivedCall(long nanos, String method, String target, Map<String, List<String>> headers, String body) {
    static ReceivedCall now(String method, String target, Map<String, List<String>> headers, String body) {
        Map<String, List<String>> lower = new TreeMap<>();
        headers.forEach((name, lines) -> lower.put(name.toLowerCase(Locale.ROOT), List.copyOf(lines)));
        return new ReceivedCall(System.nanoTime(), method, target, lower, body);
    }

    List<String> lines(String name) {
        return headers.getOrDefault(name, List.of());
    }

    /** The method and the path without what differs between requests: {@code GET /orders/*}. */
    String kind() {
        String path = target.split("\\?", 2)[0];
        StringBuilder kind = new StringBuilder(method).append(' ');
        for (String segment : path.substring(Math.min(1, path.length())).split("/", -1)) {
            boolean differs = segment.matches(".*" + SentRequest.MARKER + ".*|\\d+|[0-9a-fA-F-]{8,}");
            kind.append('/').append(differs ? "*" : segment);
        }
        return kind.toString();
    }
}
