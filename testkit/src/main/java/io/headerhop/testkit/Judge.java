// SPDX-License-Identifier: Apache-2.0
package io.headerhop.testkit;

import io.headerhop.testkit.JudgedCall.How;
import io.headerhop.testkit.JudgedCall.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the request of a call, and compares the headers of the two. */
final class Judge {
    private static final Pattern MARKER = Pattern.compile(SentRequest.MARKER);

    private final HeaderValues values;
    private final boolean newSpansAllowed;
    private final boolean gateway;
    private final Map<Integer, SentRequest> byNumber = new HashMap<>();
    private final Map<String, SentRequest> byMarker = new HashMap<>();

    Judge(HeaderValues values, List<SentRequest> requests, boolean newSpansAllowed, boolean gateway) {
        this.values = values;
        this.newSpansAllowed = newSpansAllowed;
        this.gateway = gateway;
        for (SentRequest request : requests) {
            byNumber.put(request.number, request);
            byMarker.put(request.marker, request);
        }
    }

    /** @param alone the only request at the time; null if there were several */
    JudgedCall judge(ReceivedCall call, @Nullable SentRequest alone) {
        SentRequest named = named(call);
        if (named != null) {
            return judge(call, named, How.MARKER);
        }
        if (alone != null) {
            return judge(call, alone, How.ALONE);
        }
        SentRequest owner = mostNamedByHeaders(call);
        return judge(call, owner, owner == null ? How.UNKNOWN : How.HEADERS);
    }

    private @Nullable SentRequest named(ReceivedCall call) {
        for (String text : List.of(call.target(), call.body())) {
            Matcher matcher = MARKER.matcher(text);
            if (matcher.find() && byMarker.get(matcher.group()) != null) {
                return byMarker.get(matcher.group());
            }
        }
        return null;
    }

    private @Nullable SentRequest mostNamedByHeaders(ReceivedCall call) {
        Map<Integer, Integer> votes = new TreeMap<>();
        for (String name : values.names()) {
            for (String value : HeaderValues.values(call.lines(name))) {
                Integer owner = values.ownerOf(name, value);
                if (owner != null) {
                    votes.merge(owner, 1, Integer::sum);
                }
            }
        }
        return votes.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(most -> byNumber.get(most.getKey()))
                .orElse(null);
    }

    private JudgedCall judge(ReceivedCall call, @Nullable SentRequest request, How how) {
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        for (String name : values.names()) {
            String expected = request == null ? null : request.headers.get(name);
            Outcome outcome = outcome(name, HeaderValues.values(call.lines(name)), expected, request);
            if (outcome != null) {
                outcomes.put(name, outcome);
            }
        }
        List<String> passedOn = new ArrayList<>();
        for (String decoy : HeaderValues.DECOYS) {
            boolean there = call.lines(decoy).stream().anyMatch(HeaderCheck::isDecoy);
            if (there && !gateway && !values.names().contains(decoy)) {
                passedOn.add(decoy);
            }
        }
        return new JudgedCall(call, request, how, outcomes, passedOn);
    }

    /** Null if there is nothing to say: the request did not have it, and the call does not have one of ours. */
    private @Nullable Outcome outcome(
            String name, List<String> found, @Nullable String expected, @Nullable SentRequest request) {
        String joined = found.isEmpty() ? null : String.join(",", found);
        for (String value : found) {
            Integer owner = values.ownerOf(name, value);
            if (owner != null && (request == null || owner != request.number)) {
                return new Outcome(Fault.OF_ANOTHER_REQUEST, value, owner);
            }
        }
        if (expected == null) {
            // Whatever is there is the service's own: it may make an id where none came.
            return null;
        }
        long times = found.stream().filter(expected::equals).count();
        if (times == 1 && (found.size() == 1 || HeaderValues.isList(name))) {
            return new Outcome(null, joined, null);
        }
        if (joined == null) {
            return new Outcome(Fault.MISSING, null, null);
        }
        if (found.size() > 1 && !HeaderValues.isList(name) || times > 1) {
            return new Outcome(Fault.TWICE, joined, null);
        }
        if (request != null && values.isOfTrace(joined, request.number) || isSpan(name)) {
            return new Outcome(newSpansAllowed ? null : Fault.NEW_SPAN, joined, null);
        }
        return new Outcome(Fault.CHANGED, joined, null);
    }

    /** Which has no trace id in it to be recognised by. */
    private static boolean isSpan(String name) {
        return name.equals("x-b3-spanid") || name.equals("x-b3-parentspanid") || name.equals("x-datadog-parent-id");
    }
}
