// SPDX-License-Identifier: Apache-2.0
package io.headerhop.testkit;

import io.headerhop.testkit.JudgedCall.How;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What only the number of calls shows, where requests overlap and a call's headers are all there is to tell whose it
 * is. The README has its rules, with the reasons.
 */
final class Counts {
    private final List<JudgedCall> alone;
    private final List<JudgedCall> overlapping;
    private final List<SentRequest> requests;
    private final Map<String, Usual> usual;
    private final long bare;
    private final List<SentRequest> bareAlone;
    private final boolean someAreLate;
    private final List<Surplus> found = new ArrayList<>();

    /** How many calls of a kind requests make. */
    private record Usual(int least, int most) {}

    /**
     * A call that is wrong because there are too many like it, or one that is not there.
     *
     * @param call null if it is not there
     * @param request the one whose headers it has, or that lacks it; null if nobody's
     */
    record Surplus(
            Fault fault,
            String kind,
            @Nullable JudgedCall call,
            @Nullable SentRequest request,
            String story) {}

    Counts(List<SentRequest> requests, List<JudgedCall> calls, int callsAlone) {
        alone = calls.subList(0, callsAlone);
        overlapping = calls.subList(callsAlone, calls.size());
        this.requests = requests.stream().filter(request -> !request.alone).toList();
        usual = usual(requests.stream()
                .filter(request -> request.alone && request.failure == null)
                .toList());
        bare = this.requests.stream().filter(SentRequest::isBare).count();
        bareAlone = requests.stream()
                .filter(request -> request.alone && request.isBare() && request.failure == null)
                .toList();
        someAreLate = alone.stream().anyMatch(JudgedCall::isAfterItsAnswer);
    }

    List<Surplus> all() {
        Map<String, List<JudgedCall>> byKind = new LinkedHashMap<>();
        usual.keySet().forEach(kind -> byKind.put(kind, new ArrayList<>()));
        overlapping.forEach(call ->
                byKind.computeIfAbsent(call.kind(), kind -> new ArrayList<>()).add(call));
        usual.forEach((kind, each) -> count(kind, each, byKind.getOrDefault(kind, List.of())));
        countNewKinds(byKind);
        return found;
    }

    /** As the requests that were alone have shown it. The first one may have warmed something up: no limit is its. */
    private Map<String, Usual> usual(List<SentRequest> requests) {
        Map<String, Map<Integer, Integer>> counts = new TreeMap<>();
        for (JudgedCall call : alone) {
            if (call.request() != null) {
                counts.computeIfAbsent(call.kind(), kind -> new TreeMap<>())
                        .merge(call.request().number, 1, Integer::sum);
            }
        }
        Map<String, Usual> all = new TreeMap<>();
        counts.forEach((kind, byRequest) -> {
            int least = Integer.MAX_VALUE;
            int most = 0;
            for (SentRequest request : requests) {
                int count = byRequest.getOrDefault(request.number, 0);
                least = Math.min(least, count);
                most = request.number == 1 && requests.size() > 1 ? most : Math.max(most, count);
            }
            all.put(kind, new Usual(Math.min(least, most), most));
        });
        return all;
    }

    private void count(String kind, Usual each, List<JudgedCall> calls) {
        Map<Integer, Integer> counts = new TreeMap<>();
        alone.stream()
                .filter(call -> call.kind().equals(kind) && call.request() != null)
                .forEach(call -> counts.merge(call.request().number, 1, Integer::sum));
        Set<JudgedCall> tooMany = new LinkedHashSet<>();
        Set<JudgedCall> outside = new LinkedHashSet<>();
        List<JudgedCall> without = new ArrayList<>();
        for (JudgedCall call : calls) {
            if (call.request() == null) {
                without.add(call);
                continue;
            }
            int count = counts.merge(call.request().number, 1, Integer::sum);
            if (call.known() == How.HEADERS) {
                if (count > each.most) {
                    tooMany.add(call);
                }
                if (call.isOutsideItsRequest() && !someAreLate) {
                    outside.add(call);
                }
            }
        }
        List<SentRequest> isShort = requests.stream()
                .filter(request -> request.failure == null && counts.getOrDefault(request.number, 0) < each.least)
                .toList();
        if (!calls.isEmpty() && calls.stream().allMatch(call -> call.known() == How.MARKER)) {
            isShort.forEach(request -> found.add(new Surplus(
                    Fault.NO_CALL,
                    kind,
                    null,
                    request,
                    "%s made %d such calls, and others at least %d"
                            .formatted(request, counts.getOrDefault(request.number, 0), each.least))));
            return;
        }
        List<SentRequest> lacking =
                isShort.stream().filter(request -> !request.isBare()).toList();
        int lacked = lacking.stream()
                .mapToInt(request -> each.least - counts.getOrDefault(request.number, 0))
                .sum();
        int lost = lost(kind, each, without, lateOfBareOnes(each, counts), lacked, lacking);
        long lackedByBareOnes = Math.max(
                0,
                requests.stream()
                                        .filter(SentRequest::isBare)
                                        .filter(request -> request.failure == null)
                                        .count()
                                * each.least
                        - without.size());
        mixedUp(kind, each, counts, tooMany, outside, lacked - lost + lackedByBareOnes, lacking);
    }

    /** Calls that requests without headers, alone, may have made so late that others were being served already. */
    private long lateOfBareOnes(Usual each, Map<Integer, Integer> counts) {
        return someAreLate
                ? bareAlone.stream()
                        .mapToInt(request -> Math.max(0, each.most - counts.getOrDefault(request.number, 0)))
                        .sum()
                : 0;
    }

    /** One that a request lacks has come without headers; where their number varies, more than could have none. */
    private int lost(
            String kind,
            Usual each,
            List<JudgedCall> without,
            long lateOfBareOnes,
            int lacked,
            List<SentRequest> lacking) {
        long surplus = Math.min(lacked, without.size() - bare * each.least - lateOfBareOnes);
        if (each.least < each.most) {
            surplus = Math.max(surplus, without.size() - bare * each.most - lateOfBareOnes);
        }
        int lost = (int) Math.max(0, surplus);
        String story = "%d calls %s came without headers, and only %d requests had none%s"
                .formatted(without.size(), kind, bare, named(lacking));
        without.subList(without.size() - lost, without.size())
                .forEach(call -> found.add(new Surplus(Fault.LOST, kind, call, null, story)));
        return lost;
    }

    /** A retry or a hedge is one too many as well, but no other request lacks one. */
    private void mixedUp(
            String kind,
            Usual each,
            Map<Integer, Integer> counts,
            Set<JudgedCall> tooMany,
            Set<JudgedCall> outside,
            long lacked,
            List<SentRequest> lacking) {
        List<JudgedCall> suspects = new ArrayList<>(tooMany);
        suspects.sort(Comparator.comparing(call -> !outside.contains(call)));
        long certain = tooMany.stream().filter(outside::contains).count();
        outside.stream().filter(call -> !tooMany.contains(call)).forEach(suspects::add);
        suspects.stream().limit(Math.max(certain, lacked)).forEach(call -> {
            SentRequest owner = Objects.requireNonNull(call.request());
            String story = tooMany.contains(call)
                    ? "%d calls %s had the headers of %s, which makes %d"
                            .formatted(counts.get(owner.number), kind, owner, each.most)
                    : "a call %s %s had the headers of %s, which was not being served then"
                            .formatted(call.call().method(), call.call().target(), owner);
            found.add(new Surplus(Fault.OF_ANOTHER_REQUEST, kind, call, owner, story + named(lacking)));
        });
    }

    /** Calls without headers that no request made alone, if all calls without headers are too many. */
    private void countNewKinds(Map<String, List<JudgedCall>> byKind) {
        int most = alone.stream()
                .filter(call -> call.request() != null && call.request().number > 1)
                .collect(Collectors.groupingBy(
                        call -> Objects.requireNonNull(call.request()).number, Collectors.counting()))
                .values()
                .stream()
                .mapToInt(Long::intValue)
                .max()
                .orElse(0);
        long lost = found.stream().filter(each -> each.fault == Fault.LOST).count();
        long all = overlapping.stream().filter(call -> call.request() == null).count();
        long left = all - bare * most - lost;
        for (Map.Entry<String, List<JudgedCall>> each : byKind.entrySet()) {
            if (left <= 0 || usual.containsKey(each.getKey())) {
                continue;
            }
            Map<Integer, Integer> withHeaders = new TreeMap<>();
            List<JudgedCall> without = new ArrayList<>();
            for (JudgedCall call : each.getValue()) {
                if (call.request() == null) {
                    without.add(call);
                } else {
                    withHeaders.merge(call.request().number, 1, Integer::sum);
                }
            }
            // Where those with headers make it too, those without may.
            long mayBe = bare
                    * withHeaders.values().stream()
                            .mapToInt(count -> count)
                            .max()
                            .orElse(0);
            long tooMany = Math.min(left, without.size() - mayBe);
            left -= Math.max(0, tooMany);
            String story = "%d calls %s came without headers, and no request that was sent alone made such a call"
                    .formatted(without.size(), each.getKey());
            without.stream()
                    .limit(Math.max(0, tooMany))
                    .forEach(call -> found.add(new Surplus(Fault.LOST, each.getKey(), call, null, story)));
        }
    }

    private static String named(List<SentRequest> lacking) {
        if (lacking.isEmpty()) {
            return "";
        }
        String some = lacking.stream()
                .limit(5)
                .map(request -> String.valueOf(request.number))
                .collect(Collectors.joining(", "));
        return "; no call had those of request " + some + (lacking.size() > 5 ? " and others" : "");
    }
}
