package io.headerhop;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes the headers of one inbound request, which is untrusted input: whatever came in, every client can send what this
 * keeps, no log breaks at it, and its size is bounded. Nothing is repaired; what does not fit is left out and counted.
 */
final class Capture {
    private static final String REQUEST_ID = "x-request-id";

    private final HeaderPropagation rules;
    // name, value, name, value …; the values of one name stand together
    private final List<String> pairs = new ArrayList<>();
    private int length;

    private Capture(HeaderPropagation rules) {
        this.rules = rules;
    }

    static <R> CapturedHeaders from(R request, HeaderReader<R> reader, HeaderPropagation rules) {
        HeaderNames names = rules.names();
        Capture capture = null;
        List<String> exact = names.exact();
        for (int i = 0; i < exact.size(); i++) {
            String name = exact.get(i);
            String first = reader.first(request, name);
            if (first != null) {
                capture = capture == null ? new Capture(rules) : capture;
                capture.take(name, first, reader.values(request, name));
            }
        }
        if (names.hasPrefixes()) {
            capture = capture == null ? new Capture(rules) : capture;
            capture.takePrefixed(request, reader);
        }
        return capture == null ? fromNothing(rules) : capture.finish();
    }

    static CapturedHeaders fromNothing(HeaderPropagation rules) {
        return rules.generatesRequestId() ? new Capture(rules).finish() : rules.nothingCaptured();
    }

    private <R> void takePrefixed(R request, HeaderReader<R> reader) {
        List<String> taken = new ArrayList<>();
        for (Iterator<String> all = reader.names(request); all.hasNext(); ) {
            String name = all.next().toLowerCase(Locale.ROOT);
            if (!rules.names().matchesPrefix(name) || taken.contains(name)) {
                continue;
            }
            if (taken.size() == rules.maxHeaders()) {
                rules.report(PropagationEvent.DROPPED_OVER_LIMIT, name);
                return;
            }
            taken.add(name);
            String first = HeaderSyntax.isToken(name) ? reader.first(request, name) : null;
            if (first != null) {
                take(name, first, reader.values(request, name));
            } else {
                rules.report(PropagationEvent.DROPPED_INVALID, name);
            }
        }
    }

    private void take(String name, String first, Iterator<String> values) {
        // A filter's wrapped request often has the header in the one method and not in the other.
        if (!HeaderNames.isSingleValued(name) && values.hasNext()) {
            values.forEachRemaining(value -> take(name, value));
            return;
        }
        take(name, first);
        if (values.hasNext()) {
            values.next();
        }
        if (values.hasNext()) {
            rules.report(PropagationEvent.DROPPED_REPEATED, name);
        }
    }

    private void take(String name, String value) {
        PropagationEvent problem = problemOf(name, value);
        if (problem != null) {
            rules.report(problem, name);
            return;
        }
        pairs.add(name);
        pairs.add(value);
        length += lengthOf(name, value);
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

    /** As on the wire: {@code name: value CR LF}. */
    private static int lengthOf(String name, String value) {
        return name.length() + value.length() + 4;
    }

    private CapturedHeaders finish() {
        keepFreshB3();
        if (value("traceparent") == null) {
            // W3C Trace Context: it belongs to the trace that its traceparent names, and means nothing beside another.
            remove("tracestate", PropagationEvent.DROPPED_LONE_TRACESTATE);
        }
        checkRequestId();
        if (pairs.isEmpty()) {
            return rules.nothingCaptured();
        }
        PropagationEvent.CAPTURED.add(pairs.size() / 2);
        return new CapturedHeaders(rules, pairs.toArray(String[]::new));
    }

    private void keepFreshB3() {
        String single = value("b3");
        if (single == null) {
            return;
        }
        if (B3.isSingleStale(single, value("x-b3-traceid"), value("x-b3-spanid"), value("x-b3-parentspanid"))) {
            remove("b3", PropagationEvent.DROPPED_STALE_B3);
        } else {
            HeaderGroup.B3.names().stream()
                    .filter(name -> !name.equals("b3"))
                    .forEach(name -> remove(name, PropagationEvent.DROPPED_STALE_B3));
        }
    }

    private void checkRequestId() {
        String requestId = value(REQUEST_ID);
        if (requestId == null && rules.generatesRequestId()) {
            // Envoy reads its sampling decision from a UUID's digits; version 4 is the one it makes itself.
            pairs.add(REQUEST_ID);
            pairs.add(UUID.randomUUID().toString());
        } else if (requestId != null && !HeaderSyntax.isUuid(requestId)) {
            rules.report(PropagationEvent.REQUEST_ID_NOT_UUID, REQUEST_ID);
        }
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
            end += 2;
        }
        if (end > first) {
            pairs.subList(first, end).clear();
            rules.report(reason, name);
        }
    }
}
