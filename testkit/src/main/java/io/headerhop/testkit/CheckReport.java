// SPDX-License-Identifier: Apache-2.0
package io.headerhop.testkit;

import io.headerhop.testkit.JudgedCall.How;
import io.headerhop.testkit.JudgedCall.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a {@link HeaderCheck} found. Immutable. */
public final class CheckReport {
    /** What can come of a header, with what the reports call it. */
    static final Map<Fault, String> COLUMNS = columns();

    private final String target;
    private final int concurrency;
    private final List<String> names;
    private final List<SentRequest> requests;
    private final List<JudgedCall> calls;
    private final List<Finding> findings;
    private final Set<JudgedCall> oneTooMany;

    CheckReport(
            String target,
            int concurrency,
            List<String> names,
            List<SentRequest> requests,
            List<JudgedCall> calls,
            List<Finding> findings,
            Set<JudgedCall> oneTooMany) {
        this.target = target;
        this.concurrency = concurrency;
        this.names = names;
        this.requests = List.copyOf(requests);
        this.calls = List.copyOf(calls);
        this.findings = findings;
        this.oneTooMany = oneTooMany;
    }

    private static Map<Fault, String> columns() {
        Map<Fault, String> columns = new LinkedHashMap<>();
        columns.put(Fault.LOST, "lost");
        columns.put(Fault.MISSING, "missing");
        columns.put(Fault.TWICE, "twice");
        columns.put(Fault.OF_ANOTHER_REQUEST, "another's");
        columns.put(Fault.CHANGED, "changed");
        columns.put(Fault.NEW_SPAN, "new span");
        return Collections.unmodifiableMap(columns);
    }

    /** Whether nothing was wrong. */
    public boolean passed() {
        return findings.isEmpty();
    }

    /** What was wrong, the worst first. */
    public List<Finding> findings() {
        return findings;
    }

    /** A page of HTML that needs no other file, with a picture of which call got what. */
    public String html() {
        return new HtmlReport(this).page();
    }

    String target() {
        return target;
    }

    List<String> names() {
        return names;
    }

    List<SentRequest> requests() {
        return requests;
    }

    List<JudgedCall> calls() {
        return calls;
    }

    /** Whether a call looks right, but there are too many like it. */
    boolean isOneTooMany(JudgedCall call) {
        return oneTooMany.contains(call);
    }

    /** In a sentence, what was sent and what came of it. */
    String summary() {
        long alone = count(requests, request -> request.alone);
        String all = requests.size() == 1 ? "1 request" : requests.size() + " requests";
        String overlapping = alone == requests.size()
                ? "all of them alone"
                : "%d of them alone and %d with up to %d at once"
                        .formatted(alone, requests.size() - alone, concurrency);
        return "%s, %s, %d without headers; %d calls"
                .formatted(all, overlapping, count(requests, SentRequest::isBare), calls.size());
    }

    /** What this run cannot have seen; empty if nothing. */
    String limits() {
        if (!calls.isEmpty() && requests.stream().allMatch(request -> request.alone)) {
            return "No requests overlapped: what goes wrong only then is not seen.";
        }
        return !isGuessed()
                ? ""
                : "Calls of overlapping requests were told apart by their headers. Requests that exchange all of theirs"
                        + " are seen only if the service passes on {id}, sent in the URL or the body.";
    }

    private boolean isGuessed() {
        return calls.stream().anyMatch(call -> call.known() == How.HEADERS || call.known() == How.UNKNOWN);
    }

    /**
     * For each kind of call: how many, how many of them right, and how many without headers that are as many as may be,
     * of overlapping requests.
     */
    Map<String, long[]> kinds() {
        Map<String, long[]> kinds = new TreeMap<>();
        for (JudgedCall call : calls) {
            long[] counts = kinds.computeIfAbsent(call.kind(), kind -> new long[3]);
            counts[0]++;
            if (call.isRight() && !isOneTooMany(call)) {
                counts[call.known() == How.UNKNOWN ? 2 : 1]++;
            }
        }
        return kinds;
    }

    /** How often a header came to what; null stands for as it should. */
    long headers(String name, @Nullable Fault fault) {
        return count(calls, call -> {
            if (isLost(call)) {
                return fault == Fault.LOST && hadByAll(name);
            }
            Outcome outcome = call.headers().get(name);
            if (outcome == null) {
                return false;
            }
            Fault found = outcome.fault() == null && isOneTooMany(call) ? Fault.OF_ANOTHER_REQUEST : outcome.fault();
            return found == fault;
        });
    }

    /** Whether it has none, and there are too many like it. */
    boolean isLost(JudgedCall call) {
        return call.known() == How.UNKNOWN && isOneTooMany(call);
    }

    /** Not so for the two forms of B3, which requests have in turn. */
    boolean hadByAll(String name) {
        return requests.stream().allMatch(request -> request.isBare() || request.headers.containsKey(name));
    }

    /** The report as text, which ends with the verdict. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(target).append('\n').append(summary()).append("\n\n");
        List<String[]> kinds = new ArrayList<>();
        kinds.add(new String[] {"call", "received", "right", "without"});
        kinds().forEach((kind, counts) -> kinds.add(new String[] {
            kind, String.valueOf(counts[0]), String.valueOf(counts[1]), counts[2] == 0 ? "-" : String.valueOf(counts[2])
        }));
        table(text, kinds);
        List<String[]> headers = new ArrayList<>();
        List<String> titles = new ArrayList<>(List.of("header", "carried"));
        titles.addAll(COLUMNS.values());
        headers.add(titles.toArray(String[]::new));
        for (String name : names) {
            List<String> row = new ArrayList<>(List.of(name, String.valueOf(headers(name, null))));
            COLUMNS.keySet()
                    .forEach(fault -> row.add(headers(name, fault) == 0 ? "-" : String.valueOf(headers(name, fault))));
            headers.add(row.toArray(String[]::new));
        }
        text.append('\n');
        table(text, headers);
        for (int i = 0; i < findings.size(); i++) {
            text.append("\n%2d. ".formatted(i + 1)).append(findings.get(i)).append('\n');
        }
        if (!limits().isEmpty()) {
            text.append('\n').append(limits()).append('\n');
        }
        return text.append('\n').append(verdict()).append('\n').toString();
    }

    /** What a test fails with: what is wrong in the first line, which is all that some lists of tests show. */
    String failure() {
        int more = findings.size() - 1;
        return findings.get(0).title()
                + (more == 0 ? "" : more == 1 ? "; and 1 more finding" : "; and " + more + " more findings")
                + "\n\n" + this;
    }

    /** In one line. */
    String verdict() {
        if (passed()) {
            return "PASSED: every call had every header of its request once, and none that it must not have"
                    + (isGuessed() ? ", as far as headers tell." : ".");
        }
        return "FAILED: " + findings.size() + (findings.size() == 1 ? " finding." : " findings.");
    }

    private static void table(StringBuilder text, List<String[]> rows) {
        int[] widths = new int[rows.get(0).length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        for (String[] row : rows) {
            text.append("  ").append(row[0]).append(" ".repeat(widths[0] - row[0].length()));
            for (int i = 1; i < row.length; i++) {
                text.append("  ")
                        .append(" ".repeat(widths[i] - row[i].length()))
                        .append(row[i]);
            }
            text.append('\n');
        }
    }

    private static <T> long count(List<T> all, Predicate<T> which) {
        return all.stream().filter(which).count();
    }
}
