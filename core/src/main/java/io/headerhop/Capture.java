package io.headerhop;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes the headers of one inbound request, which is untrusted input: whatever came in, every client can send what this
 * keeps, no log breaks at it, and its size is bounded. Nothing is repaired; what does not fit is left out and counted.
 */
final class Capture<R> {
    private static final String REQUEST_ID = "x-request-id";

    private final R request;
    private final HeaderReader<R> reader;
    private final HeaderPropagation rules;
    // name, value, name, value …; the values of one name stand together
    private final List<String> pairs = new ArrayList<>();
    // The same of what came and was left out though others could send it, by which a copy of it can be told.
    private final List<String> leftOut = new ArrayList<>();
    // Of these, values came and none was taken.
    private final Set<String> lost = new HashSet<>();
    private int length;
    private int lengthLeftOut;

    private Capture(R request, HeaderReader<R> reader, HeaderPropagation rules) {
        this.request = request;
        this.reader = reader;
        this.rules = rules;
    }

    static <R> CapturedHeaders from(R request, HeaderReader<R> reader, HeaderPropagation rules) {
        HeaderNames names = rules.names();
        Capture<R> capture = null;
        List<String> exact = names.exact();
        for (int i = 0; i < exact.size(); i++) {
            String name = exact.get(i);
            String first = reader.first(request, name);
            if (first != null) {
                capture = capture == null ? new Capture<>(request, reader, rules) : capture;
                capture.take(name, first);
            }
        }
        if (names.hasPrefixes() || rules.generatesRequestId()) {
            capture = capture == null ? new Capture<>(request, reader, rules) : capture;
            capture.takePrefixed();
        }
        return capture == null ? rules.nothingCaptured() : capture.finish();
    }

    static CapturedHeaders fromNothing(HeaderPropagation rules) {
        if (!rules.generatesRequestId()) {
            return rules.nothingCaptured();
        }
        return new CapturedHeaders(rules, new String[] {REQUEST_ID, newRequestId()}, new String[0]);
    }

    /** Envoy reads its sampling decision from a UUID's digits; version 4 is the one it makes itself. */
    private static String newRequestId() {
        return UUID.randomUUID().toString();
    }

    private void takePrefixed() {
        if (!rules.names().hasPrefixes()) {
            return;
        }
        Set<String> seen = new HashSet<>();
        for (Iterator<String> all = reader.names(request); all.hasNext(); ) {
            String name = all.next().toLowerCase(Locale.ROOT);
            if (!rules.names().matchesPrefix(name) || seen.contains(name)) {
                continue;
            }
            if (seen.size() == rules.maxHeaders()) {
                rules.report(PropagationEvent.DROPPED_OVER_LIMIT, name);
                return;
            }
            seen.add(name);
            String first = HeaderSyntax.isToken(name) ? reader.first(request, name) : null;
            if (first != null) {
                take(name, first);
            } else {
                rules.report(PropagationEvent.DROPPED_INVALID, name);
            }
        }
    }

    /** A filter's wrapped request often has the header in the one method and not in the other. */
    private void take(String name, String first) {
        Iterator<String> values = reader.values(request, name);
        boolean single = HeaderNames.isSingleValued(name);
        String value = single || !values.hasNext() ? first : values.next();
        if (single && values.hasNext()) {
            values.next();
        }
        boolean taken = false;
        boolean repeated = false;
        while (value != null) {
            if (single && taken) {
                repeated = true;
                leaveOutIfThereIsRoom(name, value);
            } else {
                taken |= takeValue(name, value);
            }
            value = values.hasNext() ? values.next() : null;
        }
        if (repeated) {
            rules.report(PropagationEvent.DROPPED_REPEATED, name);
        }
        if (!taken) {
            lost.add(name);
        }
    }

    private boolean takeValue(String name, String value) {
        PropagationEvent problem = problemOf(name, value);
        if (problem != null) {
            if (problem == PropagationEvent.DROPPED_EMPTY) {
                leaveOutIfThereIsRoom(name, value);
            }
            rules.report(problem, name);
            return false;
        }
        pairs.add(name);
        pairs.add(value);
        length += lengthOf(name, value);
        return true;
    }

    private @Nullable PropagationEvent problemOf(String name, String value) {
        if (value.isBlank()) {
            return PropagationEvent.DROPPED_EMPTY;
        }
        if (value.length() > rules.maxValueLength()) {
            return PropagationEvent.DROPPED_TOO_LONG;
        }
        if (!HeaderSyntax.isPrintable(value)) {
            return PropagationEvent.DROPPED_INVALID;
        }
        boolean full =
                pairs.size() / 2 >= rules.maxHeaders() || length + lengthOf(name, value) > rules.maxTotalLength();
        return full ? PropagationEvent.DROPPED_OVER_LIMIT : null;
    }

    /** Not for what was captured before, which is within the limits anyway. */
    private void leaveOutIfThereIsRoom(String name, String value) {
        for (int i = 0; i < leftOut.size(); i += 2) {
            if (leftOut.get(i).equals(name) && leftOut.get(i + 1).equals(value)) {
                return;
            }
        }
        int lengthThen = lengthLeftOut + lengthOf(name, value);
        if (leftOut.size() / 2 < rules.maxHeaders() && lengthThen <= rules.maxTotalLength()) {
            lengthLeftOut = lengthThen;
            leaveOut(name, value);
        }
    }

    private void leaveOut(String name, String value) {
        leftOut.add(name);
        leftOut.add(value);
    }

    /** As on the wire: {@code name: value CR LF}. */
    private static int lengthOf(String name, String value) {
        return name.length() + value.length() + 4;
    }

    private CapturedHeaders finish() {
        keepFreshB3();
        HeaderGroup.IDS.forEach(this::keepWhole);
        if (value("traceparent") == null) {
            // W3C Trace Context: it belongs to the trace that its traceparent names, and means nothing beside another.
            remove("tracestate", PropagationEvent.DROPPED_INCOMPLETE);
        }
        checkRequestId();
        if (pairs.isEmpty() && leftOut.isEmpty()) {
            return rules.nothingCaptured();
        }
        PropagationEvent.CAPTURED.add(pairs.size() / 2);
        return new CapturedHeaders(rules, pairs.toArray(String[]::new), leftOut.toArray(String[]::new));
    }

    private void keepFreshB3() {
        String single = valueThatCame("b3");
        if (single == null) {
            return;
        }
        String traceId = valueThatCame("x-b3-traceid");
        String spanId = valueThatCame("x-b3-spanid");
        if (B3.isSingleStale(single, traceId, spanId, valueThatCame("x-b3-parentspanid"))) {
            boolean freshIsCarried = value("x-b3-traceid") != null;
            remove("b3", freshIsCarried ? PropagationEvent.DROPPED_STALE_B3 : PropagationEvent.DROPPED_INCOMPLETE);
        } else if (value("b3") != null) {
            removeXB3(PropagationEvent.DROPPED_STALE_B3);
        } else if (traceId != null && spanId != null) {
            // Told louder: the fresh form is not among the names, so that nothing of B3 is left.
            removeXB3(PropagationEvent.DROPPED_INCOMPLETE);
        }
    }

    private void removeXB3(PropagationEvent reason) {
        HeaderGroup.B3.names().stream().filter(name -> !name.equals("b3")).forEach(name -> remove(name, reason));
    }

    /** Where a rule has taken one of the two without which an id is none, the rest of it goes too. */
    private void keepWhole(List<String> id) {
        if (lost.contains(id.get(0)) || lost.contains(id.get(1))) {
            id.forEach(name -> remove(name, PropagationEvent.DROPPED_INCOMPLETE));
        }
    }

    private void checkRequestId() {
        String requestId = value(REQUEST_ID);
        if (requestId != null && !HeaderSyntax.isUuid(requestId)) {
            rules.report(PropagationEvent.REQUEST_ID_NOT_UUID, REQUEST_ID);
        } else if (requestId == null && rules.generatesRequestId() && valueThatCame(REQUEST_ID) == null) {
            pairs.add(REQUEST_ID);
            pairs.add(newRequestId());
        }
    }

    /** What was captured or else what came: a name that is not carried, or a value that was dropped. */
    private @Nullable String valueThatCame(String name) {
        String captured = value(name);
        if (captured != null) {
            return captured.strip();
        }
        if (rules.names().mean(name) && !lost.contains(name)) {
            return null;
        }
        String first = reader.first(request, name);
        Iterator<String> values = reader.values(request, name);
        while ((first == null || first.isBlank()) && values.hasNext()) {
            first = values.next();
        }
        return first == null || first.isBlank() ? null : first.strip();
    }

    private @Nullable String value(String name) {
        for (int i = 0; i < pairs.size(); i += 2) {
            if (pairs.get(i).equals(name)) {
                return pairs.get(i + 1);
            }
        }
        return null;
    }

    /** With all of its values; reported once. */
    private void remove(String name, PropagationEvent reason) {
        int first = 0;
        while (first < pairs.size() && !pairs.get(first).equals(name)) {
            first += 2;
        }
        int end = first;
        while (end < pairs.size() && pairs.get(end).equals(name)) {
            leaveOut(name, pairs.get(end + 1));
            end += 2;
        }
        if (end > first) {
            pairs.subList(first, end).clear();
            rules.report(reason, name);
        }
    }
}
