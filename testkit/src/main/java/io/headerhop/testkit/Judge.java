// SPDX-License-Identifier: Apache-2.0
package io.headerhop.testkit;

import io.headerhop.testkit.Attribution.Whose;
import io.headerhop.testkit.JudgedCall.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares the headers of a call with those of its request. The README has its rules, with the reasons. */
final class Judge {
    private static final Set<String> B3 =
            Set.of("b3", "x-b3-traceid", "x-b3-spanid", "x-b3-parentspanid", "x-b3-sampled", "x-b3-flags");
    /** They have no trace id in them to be recognised by. */
    private static final Set<String> SPANS = Set.of("x-b3-spanid", "x-b3-parentspanid", "x-datadog-parent-id");

    private final HeaderValues values;
    private final boolean newSpansAllowed;
    private final boolean gateway;

    Judge(HeaderValues values, boolean newSpansAllowed, boolean gateway) {
        this.values = values;
        this.newSpansAllowed = newSpansAllowed;
        this.gateway = gateway;
    }

    JudgedCall judge(ReceivedCall call, String kind, Whose whose) {
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        for (String name : values.names()) {
            Outcome outcome = outcome(call, name, whose.request());
            if (outcome != null) {
                outcomes.put(name, outcome);
            }
        }
        List<String> passedOn = new ArrayList<>();
        for (String decoy : HeaderValues.DECOYS) {
            boolean there = call.lines(decoy).stream().anyMatch(HeaderValues::isDecoy);
            if (there && !gateway && !values.names().contains(decoy)) {
                passedOn.add(decoy);
            }
        }
        return new JudgedCall(call, kind, whose.request(), whose.how(), outcomes, passedOn);
    }

    /** Null if there is nothing to say. */
    private @Nullable Outcome outcome(ReceivedCall call, String name, @Nullable SentRequest request) {
        List<String> found = HeaderValues.values(call.lines(name));
        for (String value : found) {
            Integer owner = values.ownerOf(name, value);
            if (owner != null && (request == null || owner != request.number)) {
                return new Outcome(Fault.OF_ANOTHER_REQUEST, value, owner);
            }
        }
        if (request == null || request.isBare()) {
            // Whatever is there is the service's own: it may make an id where none came.
            return null;
        }
        String expected = request.headers.get(name);
        if (B3.contains(name) && (expected == null || newSpansAllowed && hasTrace(call, request))) {
            return b3(call, name, found, request);
        }
        return expected == null ? null : outcome(name, found, expected, request);
    }

    private Outcome outcome(String name, List<String> found, String expected, SentRequest request) {
        if (found.isEmpty()) {
            return new Outcome(Fault.MISSING, null, null);
        }
        String joined = String.join(",", found);
        long times = found.stream()
                .filter(value -> HeaderValues.same(name, value, expected))
                .count();
        if (times == 1 && (found.size() == 1 || HeaderValues.isList(name))) {
            return new Outcome(null, joined, null);
        }
        if (found.size() > 1 && !HeaderValues.isList(name) || times > 1) {
            return new Outcome(Fault.TWICE, joined, null);
        }
        if (isOfTrace(name, found, request) || SPANS.contains(name)) {
            return new Outcome(newSpansAllowed ? null : Fault.NEW_SPAN, joined, null);
        }
        return new Outcome(Fault.CHANGED, joined, null);
    }

    /** Of the form that was not sent, or where spans are new: what is there must go on with the request's trace. */
    private @Nullable Outcome b3(ReceivedCall call, String name, List<String> found, SentRequest request) {
        if (found.isEmpty()) {
            return null;
        }
        String joined = String.join(",", found);
        if (found.size() > 1) {
            return new Outcome(Fault.TWICE, joined, null);
        }
        boolean hasTrace = name.equals("b3") || name.equals("x-b3-traceid");
        if (hasTrace && !isOfTrace(name, found, request)) {
            return new Outcome(Fault.CHANGED, joined, null);
        }
        if (!name.equals("b3")
                && !isOfTrace("x-b3-traceid", HeaderValues.values(call.lines("x-b3-traceid")), request)) {
            // That is said of the trace id.
            return null;
        }
        boolean sameSpan = switch (name) {
            case "b3" -> joined.contains(values.span(request.number));
            case "x-b3-spanid" -> joined.equals(values.span(request.number));
            default -> true;
        };
        return new Outcome(sameSpan || newSpansAllowed ? null : Fault.NEW_SPAN, joined, null);
    }

    private boolean hasTrace(ReceivedCall call, SentRequest request) {
        return isOfTrace("b3", HeaderValues.values(call.lines("b3")), request)
                || isOfTrace("x-b3-traceid", HeaderValues.values(call.lines("x-b3-traceid")), request);
    }

    private boolean isOfTrace(String name, List<String> found, SentRequest request) {
        return found.stream().anyMatch(value -> {
            Integer owner = values.ownerOf(name, value);
            return owner != null && owner == request.number;
        });
    }
}
