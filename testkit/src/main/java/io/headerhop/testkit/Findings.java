// SPDX-License-Identifier: Apache-2.0
package io.headerhop.testkit;

import io.headerhop.testkit.Counts.Surplus;
import io.headerhop.testkit.JudgedCall.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is wrong with the calls of one run, like with like, with the likely cause of each. */
final class Findings {
    private final List<SentRequest> requests;
    private final List<JudgedCall> calls;
    private final int callsAlone;
    private final List<ExpectedCall> expected;
    private final List<Incident> incidents = new ArrayList<>();
    private final Set<JudgedCall> oneTooMany = Collections.newSetFromMap(new IdentityHashMap<>());

    /** One thing wrong in one place. */
    private record Incident(
            Fault fault,
            String kind,
            List<String> headers,
            @Nullable SentRequest request,
            @Nullable SentRequest from,
            boolean alone,
            String story) {}

    Findings(List<SentRequest> requests, List<JudgedCall> calls, int callsAlone, List<ExpectedCall> expected) {
        this.requests = requests;
        this.calls = calls;
        this.callsAlone = callsAlone;
        this.expected = expected;
    }

    List<Finding> all() {
        requests.stream().filter(request -> request.failure != null).forEach(this::failed);
        if (calls.isEmpty()) {
            return incidents.size() == requests.size() ? grouped() : noCallAtAll();
        }
        for (int i = 0; i < calls.size(); i++) {
            JudgedCall call = calls.get(i);
            if (call.request() != null) {
                compare(call, call.request(), i < callsAlone);
            }
        }
        count();
        List<Finding> findings = new ArrayList<>(grouped());
        expected.stream().filter(call -> !hasCome(call)).forEach(call -> findings.add(neverMade(call)));
        findings.sort(Comparator.comparing(Finding::fault));
        return findings;
    }

    private boolean hasCome(ExpectedCall expected) {
        return calls.stream().anyMatch(call -> expected.matches(call.call()));
    }

    private Finding neverMade(ExpectedCall expected) {
        return new Finding(
                Fault.NO_CALL,
                expected.toString(),
                List.of(),
                requests.size(),
                requests.get(0) + " and all others led to no such call to the stand-in",
                "the service calls another address for it, or an answer of the stand-in has ended the work before; give"
                        + " it the stand-in's URL there, and answers that it can work with");
    }

    /** Known after {@link #all}: calls that are wrong only because there are too many like them. */
    Set<JudgedCall> oneTooMany() {
        return oneTooMany;
    }

    private void failed(SentRequest request) {
        incidents.add(new Incident(
                Fault.FAILED_REQUEST,
                "",
                List.of(),
                request,
                null,
                request.alone,
                request + ", " + Objects.requireNonNull(request.failure)));
    }

    private List<Finding> noCallAtAll() {
        List<Finding> findings = new ArrayList<>(grouped());
        findings.add(new Finding(
                Fault.NO_CALL,
                "",
                List.of(),
                requests.size(),
                requests.get(0) + " led to no call to the stand-in",
                "the service calls another address: give it the stand-in's URL in the place of those that it calls"));
        return findings;
    }

    private void compare(JudgedCall call, SentRequest request, boolean alone) {
        if (!request.isBare() && call.hasNothingOfItsRequest()) {
            String others = call.headers().entrySet().stream()
                    .filter(header -> header.getValue().fault() == Fault.CHANGED)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.joining(", "));
            String instead = others.isEmpty() ? "" : "; other values for " + others + ", made by a sidecar or tracer";
            String names = String.join(", ", request.headers.keySet());
            add(Fault.LOST, call, alone, List.of(), null, "had none of " + names + instead);
        } else {
            Map<Fault, Map<String, Outcome>> byFault = new TreeMap<>();
            call.headers().forEach((name, outcome) -> {
                if (outcome.fault() != null) {
                    byFault.computeIfAbsent(outcome.fault(), fault -> new LinkedHashMap<>())
                            .put(name, outcome);
                }
            });
            if (byFault.containsKey(Fault.OF_ANOTHER_REQUEST)) {
                // What else is wrong with this call follows from that.
                byFault.keySet().retainAll(Set.of(Fault.OF_ANOTHER_REQUEST));
            }
            byFault.forEach((fault, outcomes) -> add(
                    fault, call, alone, List.copyOf(outcomes.keySet()), from(outcomes), stories(outcomes, request)));
        }
        if (!call.passedOn().isEmpty()) {
            String names = String.join(", ", call.passedOn());
            add(Fault.PASSED_ON, call, alone, call.passedOn(), null, "had the " + names + " of its request");
        }
    }

    private @Nullable SentRequest from(Map<String, Outcome> outcomes) {
        return outcomes.values().stream()
                .map(Outcome::from)
                .filter(Objects::nonNull)
                .findFirst()
                .map(number -> requests.get(number - 1))
                .orElse(null);
    }

    private String stories(Map<String, Outcome> outcomes, SentRequest request) {
        if (outcomes.size() > 3 && outcomes.values().stream().allMatch(each -> each.fault() == Fault.MISSING)) {
            List<String> names = List.copyOf(outcomes.keySet());
            return "had no " + String.join(", ", names.subList(0, 3)) + " and " + (names.size() - 3) + " more";
        }
        return outcomes.entrySet().stream()
                .limit(3)
                .map(entry -> story(entry.getKey(), entry.getValue(), request))
                .collect(Collectors.joining("; ", "", outcomes.size() > 3 ? "; and so on" : ""));
    }

    private static String story(String name, Outcome outcome, SentRequest request) {
        String expected = request.headers.get(name);
        String instead = expected == null ? "" : " instead of " + expected;
        return switch (Objects.requireNonNull(outcome.fault())) {
            case OF_ANOTHER_REQUEST ->
                "had the %s of request %d, %s,%s"
                        .formatted(name, outcome.from(), shortened(outcome.value()), instead)
                        .replaceFirst(",$", "");
            case MISSING -> "had no " + name;
            case TWICE -> "had %s more than once: %s".formatted(name, shortened(outcome.value()));
            default -> "had %s %s%s".formatted(name, shortened(outcome.value()), instead);
        };
    }

    private void add(
            Fault fault,
            JudgedCall call,
            boolean alone,
            List<String> headers,
            @Nullable SentRequest from,
            String story) {
        String when = alone ? "alone" : "while others were served";
        incidents.add(new Incident(
                fault,
                call.kind(),
                headers,
                call.request(),
                from,
                alone,
                "%s, sent %s: %s %s %s"
                        .formatted(
                                call.request(),
                                when,
                                call.call().method(),
                                shortened(call.call().target()),
                                story)));
    }

    private static String shortened(@Nullable String text) {
        String all = String.valueOf(text);
        return all.length() > 200 ? all.substring(0, 200) + "..." : all;
    }

    private void count() {
        for (Surplus each : new Counts(requests, calls, callsAlone).all()) {
            if (each.call() != null) {
                oneTooMany.add(each.call());
            }
            SentRequest from = each.fault() == Fault.OF_ANOTHER_REQUEST ? each.request() : null;
            incidents.add(
                    new Incident(each.fault(), each.kind(), List.of(), each.request(), from, false, each.story()));
        }
    }

    private List<Finding> grouped() {
        Map<List<Object>, List<Incident>> groups = new LinkedHashMap<>();
        for (Incident incident : incidents) {
            groups.computeIfAbsent(List.of(incident.fault, incident.kind), group -> new ArrayList<>())
                    .add(incident);
        }
        return groups.values().stream()
                .map(this::finding)
                .sorted(Comparator.comparing(Finding::fault))
                .toList();
    }

    private Finding finding(List<Incident> group) {
        Incident first = group.get(0);
        return new Finding(
                first.fault, first.kind, headersOf(group), group.size(), first.story, cause(first.fault, group));
    }

    private static List<String> headersOf(List<Incident> group) {
        return group.stream()
                .flatMap(incident -> incident.headers.stream())
                .distinct()
                .toList();
    }

    private String cause(Fault fault, List<Incident> group) {
        return switch (fault) {
            case LOST -> causeOfLoss(group);
            case MISSING ->
                (headersOf(group).size() == 1 ? "it is" : "they are")
                        + " not on the service's list of headers to pass on. With Headerhop, HEADERHOP_HEADERS names all"
                        + " of them: istio,x-canary is one more than it carries by itself";
            case TWICE ->
                "two places add it, such as code of your own and a library, or a filter that is installed twice; one of"
                        + " them has to go, or to set it instead of adding it";
            case CHANGED ->
                "the service, or a library in it, makes a value of its own instead of passing on what came; or it was"
                        + " lost, and a tracer or a sidecar made a new one";
            case NEW_SPAN ->
                "a tracer in the service makes spans. If it reports them, allow new spans; if not, switch it off, since"
                        + " the spans that it makes have no place in the trace";
            case OF_ANOTHER_REQUEST -> causeOfMixUp(group);
            case PASSED_ON ->
                "it copies all headers that came, credentials too. Copy only those on a list, or allow it if this is a"
                        + " gateway";
            case NO_CALL -> "the call is not always made (a cache?), or it came too late to be seen";
            case FAILED_REQUEST ->
                group.size() == requests.size()
                        ? "the service is not there, or needs another URL, method, body or header"
                        : "see the service's log; it may need other answers from what it calls";
        };
    }

    private String causeOfLoss(List<Incident> group) {
        String kind = group.get(0).kind;
        boolean otherKindsRight = calls.stream().anyMatch(call -> !call.kind().equals(kind) && carriesAll(call));
        boolean sameKindRight = calls.stream().anyMatch(call -> call.kind().equals(kind) && carriesAll(call));
        boolean onlyTogether = group.stream().noneMatch(Incident::alone);
        String handOver = "Hand the headers over to it (with Headerhop: CapturedHeaders.propagating(pool))";
        if (sameKindRight) {
            return (onlyTogether ? "only while requests overlap" : "only now and then")
                    + ": the call is sometimes made on another thread, by a pool that is full or a client that queues. "
                    + handOver;
        }
        boolean after = calls.stream().anyMatch(call -> call.kind().equals(kind) && call.isAfterItsAnswer());
        if (after) {
            return "the call is made after the answer, by a task on another thread. " + handOver;
        }
        if (otherKindsRight) {
            return "other calls have them, so this one is made on another thread (an executor, a CompletableFuture, a"
                    + " parallel stream), or by a client that does not add them. "
                    + handOver + ", or install it in that client";
        }
        return "nothing takes them from the request (no filter), nothing adds them to calls (not this client), or the"
                + " call is made on another thread: an executor, a CompletableFuture. " + handOver;
    }

    private static boolean carriesAll(JudgedCall call) {
        return call.request() != null && !call.request().isBare() && call.isRight();
    }

    private String causeOfMixUp(List<Incident> group) {
        boolean someAlone = group.stream().anyMatch(Incident::alone);
        // What is known for certain says it all.
        List<Incident> known = group.stream()
                .filter(incident -> incident.from != null && incident.alone == someAlone)
                .toList();
        long froms = known.stream().map(Incident::from).distinct().count();
        if (someAlone && known.size() > 2 && froms == 1) {
            return "the headers of one request stay for all that follow: a pool's thread inherited them when it was"
                    + " started (InheritableThreadLocal), or a client was built with them";
        }
        boolean allEarlier = known.stream()
                .allMatch(incident -> incident.from != null
                        && (incident.request == null || incident.from.answeredAt - incident.request.sentAt <= 0));
        if (allEarlier) {
            return "what an earlier request left behind: a thread-local that is not cleared when a request ends, or a"
                    + " field that all requests share";
        }
        return "requests that are served at the same time share a place for the headers: a field of an object that all"
                + " of them use, or a client that makes a queued call on another request's thread";
    }
}
