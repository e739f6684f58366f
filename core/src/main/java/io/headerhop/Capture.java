package io.headerhop;

import io.headerhop.spi.HeaderReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
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
    private final NameTable table;
    // The first value of each carried name.
    private final @Nullable String[] values;
    // name, value, name, value …: further values, and what a prefix matches.
    private @Nullable List<String> more;
    // The same of what came and was left out though others could send it, by which a copy of it can be recognised.
    private @Nullable List<String> leftOut;
    // Of these, values came and none was taken.
    private @Nullable Set<String> lost;
    private int size;
    private int length;
    private int lengthLeftOut;

    private Capture(R request, HeaderReader<R> reader, HeaderPropagation rules) {
        this.request = request;
        this.reader = reader;
        this.rules = rules;
        this.table = rules.table();
        this.values = new String[table.carried()];
    }

    static <R> CapturedHeaders from(R request, HeaderReader<R> reader, HeaderPropagation rules) {
        Capture<R> capture = take(request, reader, rules);
        if (capture == null) {
            return rules.nothingCaptured();
        }
        CapturedHeaders captured = capture.finish();
        PropagationEvent.CAPTURED.add(captured.size());
        return captured;
    }

    private void leaveOutUnlessTaken(String name, String value) {
        if (!valuesOf(name).contains(value)) {
            leaveOutIfThereIsRoom(name, value);
        }
    }

    private static <R> @Nullable Capture<R> take(R request, HeaderReader<R> reader, HeaderPropagation rules) {
        NameTable table = rules.table();
        Capture<R> capture = null;
        for (int i = 0; i < table.carried(); i++) {
            String first = reader.first(request, table.name(i));
            if (first != null) {
                capture = capture == null ? new Capture<>(request, reader, rules) : capture;
                capture.take(table.name(i), i, first);
            }
        }
        if (table.configured().hasPrefixes() || rules.isGeneratingRequestId()) {
            capture = capture == null ? new Capture<>(request, reader, rules) : capture;
            capture.takePrefixed();
        }
        return capture;
    }

    static CapturedHeaders fromNothing(HeaderPropagation rules) {
        return from(new Lines(), Lines.READER, rules);
    }

    /**
     * What would have been captured if these lines had come.
     *
     * @param before what was captured then; a copy of what is not among the lines any more can still be recognised
     */
    static CapturedHeaders again(Lines lines, CapturedHeaders before) {
        HeaderPropagation rules = before.rules();
        Capture<Lines> capture = take(lines, Lines.READER, rules);
        if (capture == null) {
            capture = new Capture<>(lines, Lines.READER, rules);
        }
        before.forEach(capture::leaveOutUnlessTaken);
        before.forEachLeftOut(capture::leaveOutUnlessTaken);
        return capture.finish();
    }

    private void takePrefixed() {
        if (!table.configured().hasPrefixes()) {
            return;
        }
        Set<String> seen = new HashSet<>();
        for (Iterator<String> all = reader.names(request); all.hasNext(); ) {
            String name = HeaderSyntax.lower(all.next());
            if (!table.configured().matchesPrefix(name) || table.carriedIndexOf(name) >= 0 || seen.contains(name)) {
                continue;
            }
            if (seen.size() == rules.limits().maxHeaders()) {
                rules.report(PropagationEvent.DROPPED_OVER_LIMIT, name);
                return;
            }
            seen.add(name);
            String first = HeaderSyntax.isToken(name) ? reader.first(request, name) : null;
            if (first != null) {
                take(name, -1, first);
            } else {
                rules.report(PropagationEvent.DROPPED_INVALID, name);
            }
        }
    }

    /**
     * A filter's wrapped request often has the header in the one method and not in the other.
     *
     * @param index of the name in the table; -1 if it is none of those carried by themselves
     */
    private void take(String name, int index, String first) {
        Iterator<String> all = reader.values(request, name);
        boolean single = index >= 0 && table.isSingleValued(index);
        String value = single || !all.hasNext() ? first : all.next();
        if (single && all.hasNext()) {
            all.next();
        }
        boolean taken = false;
        boolean repeated = false;
        while (value != null) {
            if (single && taken) {
                repeated = true;
                leaveOutIfThereIsRoom(name, value);
            } else {
                taken |= takeValue(name, index, value);
            }
            value = all.hasNext() ? all.next() : null;
        }
        if (repeated) {
            rules.report(PropagationEvent.DROPPED_REPEATED, name);
        }
        if (!taken) {
            lost = lost == null ? new HashSet<>() : lost;
            lost.add(name);
        }
    }

    private boolean takeValue(String name, int index, String value) {
        PropagationEvent problem = problemOf(name, value);
        if (problem != null) {
            if (problem == PropagationEvent.DROPPED_EMPTY) {
                leaveOutIfThereIsRoom(name, value);
            }
            rules.report(problem, name);
            return false;
        }
        add(name, index, value);
        length += lengthOf(name, value);
        return true;
    }

    private void add(String name, int index, String value) {
        if (index >= 0 && values[index] == null) {
            values[index] = value;
        } else {
            more = more == null ? new ArrayList<>() : more;
            more.add(name);
            more.add(value);
        }
        size++;
    }

    private @Nullable PropagationEvent problemOf(String name, String value) {
        if (value.isBlank()) {
            return PropagationEvent.DROPPED_EMPTY;
        }
        Limits limits = rules.limits();
        if (value.length() > limits.maxValueLength()) {
            return PropagationEvent.DROPPED_TOO_LONG;
        }
        if (!HeaderSyntax.isPrintable(value)) {
            return PropagationEvent.DROPPED_INVALID;
        }
        boolean full = size >= limits.maxHeaders() || length + lengthOf(name, value) > limits.maxTotalLength();
        return full ? PropagationEvent.DROPPED_OVER_LIMIT : null;
    }

    /** Not for what was captured before, which is within the limits anyway. */
    private void leaveOutIfThereIsRoom(String name, String value) {
        List<String> pairs = leftOut == null ? List.of() : leftOut;
        for (int i = 0; i < pairs.size(); i += 2) {
            if (pairs.get(i).equals(name) && pairs.get(i + 1).equals(value)) {
                return;
            }
        }
        int lengthThen = lengthLeftOut + lengthOf(name, value);
        Limits limits = rules.limits();
        if (pairs.size() / 2 < limits.maxHeaders() && lengthThen <= limits.maxTotalLength()) {
            lengthLeftOut = lengthThen;
            leaveOut(name, value);
        }
    }

    private void leaveOut(String name, String value) {
        leftOut = leftOut == null ? new ArrayList<>() : leftOut;
        leftOut.add(name);
        leftOut.add(value);
    }

    /** As on the wire: {@code name: value CR LF}. */
    private static int lengthOf(String name, String value) {
        return name.length() + value.length() + 4;
    }

    private CapturedHeaders finish() {
        keepFreshB3();
        if (lost != null) {
            for (Preset preset : Preset.values()) {
                keepWhole(preset.id(), lost);
            }
        }
        if (valueAt(table.traceparent) == null && valueAt(table.tracestate) != null) {
            // W3C Trace Context: it belongs to the trace that its traceparent names, and means nothing beside another.
            remove(table.tracestate, PropagationEvent.DROPPED_INCOMPLETE);
        }
        checkRequestId();
        return size == 0 && leftOut == null
                ? rules.nothingCaptured()
                : new CapturedHeaders(rules, values, more, leftOut, size);
    }

    private void keepFreshB3() {
        String single = valueThatCame("b3", table.b3);
        if (single == null) {
            return;
        }
        String traceId = valueThatCame("x-b3-traceid", table.b3TraceId);
        String spanId = valueThatCame("x-b3-spanid", table.b3SpanId);
        String parentSpanId = valueThatCame("x-b3-parentspanid", table.b3ParentSpanId);
        if (B3.isSingleStale(single, traceId, spanId, parentSpanId)) {
            boolean freshIsCarried = valueAt(table.b3TraceId) != null;
            remove(table.b3, freshIsCarried ? PropagationEvent.DROPPED_STALE_B3 : PropagationEvent.DROPPED_INCOMPLETE);
        } else if (valueAt(table.b3) != null) {
            removeXB3(PropagationEvent.DROPPED_STALE_B3);
        } else if (traceId != null && spanId != null) {
            // Told louder: the fresh form is not among the names, so that nothing of B3 is left.
            removeXB3(PropagationEvent.DROPPED_INCOMPLETE);
        }
    }

    private void removeXB3(PropagationEvent reason) {
        for (String name : Preset.B3.names()) {
            if (!name.equals("b3")) {
                remove(table.carriedIndexOf(name), reason);
            }
        }
    }

    /** Where a rule has taken one of the two without which an id is none, the rest of it goes too. */
    private void keepWhole(List<String> id, Set<String> lost) {
        if (!id.isEmpty() && (lost.contains(id.get(0)) || lost.contains(id.get(1)))) {
            id.forEach(name -> remove(table.carriedIndexOf(name), PropagationEvent.DROPPED_INCOMPLETE));
        }
    }

    private void checkRequestId() {
        String requestId = valueAt(table.requestId);
        if (requestId != null && !HeaderSyntax.isUuid(requestId)) {
            rules.report(PropagationEvent.REQUEST_ID_NOT_UUID, REQUEST_ID);
        } else if (requestId == null
                && rules.isGeneratingRequestId()
                && valueThatCame(REQUEST_ID, table.requestId) == null) {
            // Envoy reads its sampling decision from a UUID's digits; version 4 is the one it makes itself.
            add(REQUEST_ID, table.requestId, UUID.randomUUID().toString());
        }
    }

    /** What was captured or else what came: a name that is not carried, or a value that was dropped. */
    private @Nullable String valueThatCame(String name, int index) {
        String captured = valueAt(index);
        if (captured != null) {
            return captured.strip();
        }
        boolean isLost = lost != null && lost.contains(name);
        if (index >= 0 && !isLost) {
            return null;
        }
        String first = reader.first(request, name);
        Iterator<String> all = reader.values(request, name);
        while ((first == null || first.isBlank()) && all.hasNext()) {
            first = all.next();
        }
        return first == null || first.isBlank() ? null : first.strip();
    }

    private @Nullable String valueAt(int index) {
        return index < 0 ? null : values[index];
    }

    private List<String> valuesOf(String name) {
        List<String> all = new ArrayList<>();
        String first = valueAt(table.carriedIndexOf(name));
        if (first != null) {
            all.add(first);
        }
        List<String> pairs = more == null ? List.of() : more;
        for (int i = 0; i < pairs.size(); i += 2) {
            if (pairs.get(i).equals(name)) {
                all.add(pairs.get(i + 1));
            }
        }
        return all;
    }

    /** With all of its values; reported once. */
    private void remove(int index, PropagationEvent reason) {
        String first = valueAt(index);
        if (first == null) {
            return;
        }
        String name = table.name(index);
        valuesOf(name).forEach(value -> leaveOut(name, value));
        values[index] = null;
        size--;
        if (more != null) {
            for (int i = more.size() - 2; i >= 0; i -= 2) {
                if (more.get(i).equals(name)) {
                    more.subList(i, i + 2).clear();
                    size--;
                }
            }
        }
        rules.report(reason, name);
    }
}
