// SPDX-License-Identifier: Apache-2.0
package io.headerhop.testkit;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The kind of each call of a run: its method, and its path without what differs between requests. */
final class Kinds {
    /** So many paths that differ in one place can be as many kinds. */
    private static final int FEW = 8;

    private static final Pattern ID =
            Pattern.compile(".*(" + SentRequest.MARKER + '|' + HeaderValues.WORD + ").*|\\d+|[0-9a-fA-F-]{8,}");

    private final IdentityHashMap<ReceivedCall, String> kinds = new IdentityHashMap<>();
    private final int requests;

    Kinds(List<ReceivedCall> calls, int requests) {
        this.requests = requests;
        Map<List<Object>, List<ReceivedCall>> alike = new LinkedHashMap<>();
        for (ReceivedCall call : calls) {
            alike.computeIfAbsent(List.of(call.method(), segments(call).size()), key -> new ArrayList<>())
                    .add(call);
        }
        alike.forEach((key, group) -> fold(group, 0, key.get(0) + " "));
    }

    /** Such as {@code GET /orders/*}. */
    String of(ReceivedCall call) {
        return kinds.getOrDefault(call, call.method() + " " + call.path());
    }

    private void fold(List<ReceivedCall> calls, int position, String before) {
        if (position == segments(calls.get(0)).size()) {
            calls.forEach(call -> kinds.put(call, before));
            return;
        }
        Map<String, List<ReceivedCall>> groups = new LinkedHashMap<>();
        for (ReceivedCall call : calls) {
            groups.computeIfAbsent(segments(call).get(position), segment -> new ArrayList<>())
                    .add(call);
        }
        // A path that means something is called for more than a few of the requests.
        if (groups.size() > FEW && calls.size() * 4L < (long) groups.size() * requests) {
            fold(calls, position + 1, before + "/*");
        } else {
            groups.forEach((segment, group) -> fold(group, position + 1, before + '/' + segment));
        }
    }

    private static List<String> segments(ReceivedCall call) {
        List<String> segments = new ArrayList<>();
        for (String segment : call.path().substring(1).split("/", -1)) {
            segments.add(ID.matcher(segment).matches() ? "*" : segment);
        }
        return segments;
    }
}
