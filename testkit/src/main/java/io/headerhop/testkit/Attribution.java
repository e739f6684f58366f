// SPDX-License-Identifier: Apache-2.0
package io.headerhop.testkit;

import io.headerhop.testkit.JudgedCall.How;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the request of each call: the one that it names, else the only one at the time, else the one whose headers it
 * has. A call that arrives when another request is out already is still its own request's if that one is short of it.
 */
final class Attribution {
    private final HeaderValues values;
    private final Kinds kinds;
    private final List<SentRequest> requests;
    private final Map<String, SentRequest> byMarker = new HashMap<>();

    /** @param request null if nothing says which */
    record Whose(@Nullable SentRequest request, How how) {}

    Attribution(HeaderValues values, Kinds kinds, List<SentRequest> requests) {
        this.values = values;
        this.kinds = kinds;
        this.requests = requests;
        requests.forEach(request -> byMarker.put(request.marker, request));
    }

    /** @param out for each of the first calls, which request was out, alone */
    List<Whose> of(List<ReceivedCall> calls, List<SentRequest> out) {
        List<Whose> whose = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            whose.add(of(calls.get(i), i < out.size() ? out.get(i) : null));
        }
        Map<String, List<Integer>> alone = new TreeMap<>();
        for (int i = 0; i < out.size(); i++) {
            if (whose.get(i).how == How.ALONE) {
                alone.computeIfAbsent(kinds.of(calls.get(i)), kind -> new ArrayList<>())
                        .add(i);
            }
        }
        alone.values().forEach(ofKind -> giveBackLateOnes(calls, whose, ofKind));
        return whose;
    }

    private Whose of(ReceivedCall call, @Nullable SentRequest alone) {
        for (String marker : call.markers()) {
            SentRequest named = byMarker.get(marker);
            if (named != null) {
                return new Whose(named, How.MARKER);
            }
        }
        if (alone != null) {
            return new Whose(alone, How.ALONE);
        }
        SentRequest owner = mostNamedByHeaders(call);
        return new Whose(owner, owner == null ? How.UNKNOWN : How.HEADERS);
    }

    private @Nullable SentRequest mostNamedByHeaders(ReceivedCall call) {
        Map<Integer, Integer> votes = new TreeMap<>();
        for (String name : values.names()) {
            for (String value : HeaderValues.values(call.lines(name))) {
                Integer owner = values.ownerOf(name, value);
                if (owner != null && owner <= requests.size()) {
                    votes.merge(owner, 1, Integer::sum);
                }
            }
        }
        return votes.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(most -> requests.get(most.getKey() - 1))
                .orElse(null);
    }

    /**
     * A call that was left another request's headers looks like a late call of that one. But then that one has made as
     * many as others already, and the one that was out has too few.
     */
    private void giveBackLateOnes(List<ReceivedCall> calls, List<Whose> whose, List<Integer> ofKind) {
        double mean = ofKind.size()
                / (double) requests.stream().filter(request -> request.alone).count();
        Map<SentRequest, Integer> counts = new HashMap<>();
        Map<Integer, SentRequest> late = new TreeMap<>();
        List<Integer> noHeaders = new ArrayList<>();
        for (int i : ofKind) {
            SentRequest out = Objects.requireNonNull(whose.get(i).request);
            SentRequest owner = mostNamedByHeaders(calls.get(i));
            if (owner == null && !out.isBare()) {
                noHeaders.add(i);
            } else if (owner == null || owner.equals(out)) {
                counts.merge(out, 1, Integer::sum);
            } else {
                late.put(i, owner);
            }
        }
        late.entrySet().removeIf(each -> {
            boolean isShort = counts.getOrDefault(each.getValue(), 0) < mean;
            counts.merge(isShort ? each.getValue() : out(whose, each.getKey()), 1, Integer::sum);
            return !isShort;
        });
        long end = endOfThoseAlone(calls);
        late.forEach((i, owner) -> {
            SentRequest out = out(whose, i);
            if (counts.getOrDefault(out, 0) >= Math.floor(mean) || mayBeAsLate(out, owner, calls.get(i), end)) {
                whose.set(i, new Whose(owner, How.ALONE));
            } else {
                counts.merge(out, 1, Integer::sum);
            }
        });
        for (int i : noHeaders) {
            SentRequest out = out(whose, i);
            requests.stream()
                    .filter(earlier -> earlier.isBare() && earlier.number < out.number)
                    .filter(earlier -> counts.getOrDefault(earlier, 0) < mean)
                    .filter(earlier ->
                            counts.getOrDefault(out, 0) >= mean || mayBeAsLate(out, earlier, calls.get(i), end))
                    .findFirst()
                    .ifPresent(earlier -> whose.set(i, new Whose(earlier, How.ALONE)));
            counts.merge(out(whose, i), 1, Integer::sum);
        }
    }

    /**
     * Whether the call of the one that was out may not have come yet, if it is as late as this one of an earlier one.
     */
    private static boolean mayBeAsLate(SentRequest out, SentRequest earlier, ReceivedCall call, long end) {
        return end - out.answeredAt < call.nanos() - earlier.answeredAt;
    }

    private static SentRequest out(List<Whose> whose, int i) {
        return Objects.requireNonNull(whose.get(i).request);
    }

    private long endOfThoseAlone(List<ReceivedCall> calls) {
        return requests.stream()
                .filter(request -> !request.alone)
                .findFirst()
                .map(request -> request.sentAt)
                .orElse(calls.get(calls.size() - 1).nanos());
    }
}
