// SPDX-License-Identifier: Apache-2.0
package io.headerhop.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A call as the stand-in received it.
 *
 * @param nanos when, by {@link System#nanoTime}
 * @param headers names in lower case, each with its lines in order
 * @param markers what <code>{id}</code> has become, wherever that is in the target, and then in the body
 */
record ReceivedCall(long nanos, String method, String target, Map<String, List<String>> headers, List<String> markers) {
    private static final Pattern MARKER = Pattern.compile(SentRequest.MARKER);

    static ReceivedCall now(String method, String target, Map<String, List<String>> headers, String body) {
        long nanos = System.nanoTime();
        Map<String, List<String>> lower = new TreeMap<>();
        headers.forEach((name, lines) -> lower.put(name.toLowerCase(Locale.ROOT), List.copyOf(lines)));
        List<String> markers = new ArrayList<>();
        for (String text : List.of(target, body)) {
            Matcher matcher = MARKER.matcher(text);
            while (matcher.find()) {
                markers.add(matcher.group());
            }
        }
        return new ReceivedCall(nanos, method, target, lower, List.copyOf(markers));
    }

    List<String> lines(String name) {
        return headers.getOrDefault(name, List.of());
    }

    /** Without the query; as a proxy gets it, the target may have a host. */
    String path() {
        String path = target.split("\\?", 2)[0].replaceFirst("^\\w+://[^/]*", "");
        return path.startsWith("/") ? path : "/" + path;
    }
}
