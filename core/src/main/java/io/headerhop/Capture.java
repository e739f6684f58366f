// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import io.headerhop.spi.HeaderReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes the headers of one inbound request, which is untrusted input: whatever came in, every client can send what this
 * keeps, no log breaks at it, and its size is bounded. Nothing is repaired; what does not fit is left out and counted.
 */
final class Capture {
    private static final String REQUEST_ID = "x-request-id";
    private static final String[] NOTHING = {};

    private final InboundLines<?> inbound;
    // By the table's index, the first value of each carried name; empty if there is none.
    private @Nullable String[] values;
    // name, value, name, value …: further values, and what a prefix matches.
    private List<String> more = List.of();
    private @Nullable LeftOut leftOut;
    // By the table's index, whether values came and none was taken; null if there is no such name.
    private boolean @Nullable [] lost;
    private int size;
    private int length;

    private Capture(InboundLines<?> inbound) {
        this.inbound = inbound;
        @Nullable String[] first = inbound.first();
        this.values = first == null ? NOTHING : first;
    }

    static <R> CapturedHeaders from(R request, HeaderReader<R> reader, HeaderPropagation rules) {
        InboundLines<R> inbound = new InboundLines<>(request, reader, rules);
        if (inbound.isEmpty() && !rules.isGeneratingRequestId()) {
            return rules.nothingCaptured();
        }
        Capture capture = new Capture(inbound);
        capture.takeAll();
        capture.checkRequestId();
        CapturedHeaders captured = capture.captured();
        PropagationEvent.CAPTURED.add(captured.size());
        return captured;
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
        Capture capture = new Capture(new InboundLines<>(lines, Lines.READER, before.rules()));
        before.forEach((name, value) -> capture.leaveOutUnlessAmong(lines, name, value));
        before.forEachLeftOut((name, value) -> capture.leaveOutUnlessAmong(lines, name, value));
        capture.takeAll();
        return capture.captured();
    }

    private void leaveOutUnlessAmong(Lines lines, String name, String value) {
        if (!lines.contain(name, value)) {
            leaveOutIfThereIsRoom(name, value);
        }
    }

    private void takeAll() {
        takeFirst();
        takeFurther();
        takePrefixed();
        keepFreshB3();
        if (lost != null) {
            Preset.ids().forEach(this::keepWhole);
        }
        if (valueAt(table().traceparent) == null && valueAt(table().tracestate) != null) {
            // W3C Trace Context: it belongs to the trace that its traceparent names, and means nothing beside another.
            remove(table().tracestate, PropagationEvent.DROPPED_INCOMPLETE);
        }
    }

    private CapturedHeaders captured() {
        return size == 0 && leftOut == null
                ? rules().nothingCaptured()
                : new CapturedHeaders(rules(), values, more, leftOut == null ? List.of() : leftOut.lines(), size);
    }

    private void takeFirst() {
        for (int i = 0; i < values.length; i++) {
            String value = values[i];
            if (value != null && !isTaken(table().name(i), value)) {
                values[i] = null;
                if (lost == null) {
                    lost = new boolean[values.length];
                }
                lost[i] = true;
            }
        }
    }

    private void takeFurther() {
        Set<String> repeated = Set.of();
        List<String> further = inbound.further();
        for (int i = 0; i < further.size(); i += 2) {
            String name = further.get(i);
            String value = further.get(i + 1);
            int index = table().carriedIndexOf(name);
            if (table().isSingleValued(index) && valueAt(index) != null) {
                leaveOutIfThereIsRoom(name, value);
                repeated = repeated.isEmpty() ? new HashSet<>() : repeated;
                if (repeated.add(name)) {
                    rules().report(PropagationEvent.DROPPED_REPEATED, name);
                }
            } else if (isTaken(name, value)) {
                add(name, index, value);
                if (lost != null) {
                    lost[index] = false;
                }
            }
        }
    }

    private void takePrefixed() {
        List<String> prefixed = inbound.prefixed();
        Set<String> names = prefixed.isEmpty() ? Set.of() : new HashSet<>();
        for (int i = 0; i < prefixed.size(); i += 2) {
            String name = prefixed.get(i);
            String value = prefixed.get(i + 1);
            boolean isNew = names.add(name);
            if (isNew && names.size() > rules().limits().maxHeaders()) {
                rules().report(PropagationEvent.DROPPED_OVER_LIMIT, name);
                return;
            }
            if (!HeaderSyntax.isToken(name)) {
                if (isNew) {
                    rules().report(PropagationEvent.DROPPED_INVALID, name);
                }
            } else if (isTaken(name, value)) {
                add(name, -1, value);
            }
        }
    }

    /** Whether the value can be carried and there is room for it; then it is counted as taken. */
    private boolean isTaken(String name, String value) {
        PropagationEvent problem = problemOf(name, value);
        if (problem == null) {
            size++;
            length += Limits.lengthOf(name, value);
            return true;
        }
        if (problem == PropagationEvent.DROPPED_EMPTY) {
            leaveOutIfThereIsRoom(name, value);
        }
        rules().report(problem, name);
        return false;
    }

    private void add(String name, int index, String value) {
        if (index >= 0 && valueAt(index) == null) {
            values = values.length == 0 ? new String[table().carried()] : values;
            values[index] = value;
        } else {
            more = more.isEmpty() ? new ArrayList<>() : more;
            more.add(name);
            more.add(value);
        }
    }

    private @Nullable PropagationEvent problemOf(String name, String value) {
        if (value.isBlank()) {
            return PropagationEvent.DROPPED_EMPTY;
        }
        Limits limits = rules().limits();
        if (value.length() > limits.maxValueLength()) {
            return PropagationEvent.DROPPED_TOO_LONG;
        }
        if (!HeaderSyntax.isPrintable(value)) {
            return PropagationEvent.DROPPED_INVALID;
        }
        boolean full = size >= limits.maxHeaders() || length + Limits.lengthOf(name, value) > limits.maxTotalLength();
        return full ? PropagationEvent.DROPPED_OVER_LIMIT : null;
    }

    private void leaveOutIfThereIsRoom(String name, String value) {
        leftOut().addIfThereIsRoom(name, value, rules().limits());
    }

    private LeftOut leftOut() {
        if (leftOut == null) {
            leftOut = new LeftOut();
        }
        return leftOut;
    }

    private HeaderPropagation rules() {
        return inbound.rules();
    }

    private NameTable table() {
        return inbound.rules().table();
    }

    private void keepFreshB3() {
        String single = valueThatCame("b3", table().b3);
        if (single == null) {
            return;
        }
        String traceId = valueThatCame("x-b3-traceid", table().b3TraceId);
        String spanId = valueThatCame("x-b3-spanid", table().b3SpanId);
        String parentSpanId = valueThatCame("x-b3-parentspanid", table().b3ParentSpanId);
        if (B3.isSingleStale(single, traceId, spanId, parentSpanId)) {
            boolean freshIsCarried = valueAt(table().b3TraceId) != null;
            remove(
                    table().b3,
                    freshIsCarried ? PropagationEvent.DROPPED_STALE_B3 : PropagationEvent.DROPPED_INCOMPLETE);
        } else if (valueAt(table().b3) != null) {
            removeXB3(PropagationEvent.DROPPED_STALE_B3);
        } else if (traceId != null && spanId != null) {
            // Told louder: the fresh form is not among the names, so that nothing of B3 is left.
            removeXB3(PropagationEvent.DROPPED_INCOMPLETE);
        }
    }

    private void removeXB3(PropagationEvent reason) {
        for (String name : Preset.B3.names()) {
            if (!name.equals("b3")) {
                remove(table().carriedIndexOf(name), reason);
            }
        }
    }

    /** Where a rule has taken one of the two without which an id is none, the rest of it goes too. */
    private void keepWhole(List<String> id) {
        if (isLost(table().carriedIndexOf(id.get(0))) || isLost(table().carriedIndexOf(id.get(1)))) {
            id.forEach(name -> remove(table().carriedIndexOf(name), PropagationEvent.DROPPED_INCOMPLETE));
        }
    }

    private void checkRequestId() {
        String requestId = valueAt(table().requestId);
        if (requestId != null && !HeaderSyntax.isUuid(requestId)) {
            rules().report(PropagationEvent.REQUEST_ID_NOT_UUID, REQUEST_ID);
        } else if (requestId == null
                && rules().isGeneratingRequestId()
                && valueThatCame(REQUEST_ID, table().requestId) == null) {
            // Envoy reads its sampling decision from a UUID's digits; version 4 is the one it makes itself.
            add(REQUEST_ID, table().requestId, UUID.randomUUID().toString());
            size++;
        }
    }

    /** What was captured or else what came: a name that is not carried, or a value that was dropped. */
    private @Nullable String valueThatCame(String name, int index) {
        String captured = valueAt(index);
        if (captured != null) {
            return captured.strip();
        }
        return index >= 0 && !isLost(index) ? null : inbound.firstThatCame(name);
    }

    private boolean isLost(int index) {
        return index >= 0 && lost != null && lost[index];
    }

    private @Nullable String valueAt(int index) {
        return index < 0 || index >= values.length ? null : values[index];
    }

    private List<String> valuesOf(String name) {
        List<String> all = new ArrayList<>();
        String first = valueAt(table().carriedIndexOf(name));
        if (first != null) {
            all.add(first);
        }
        for (int i = 0; i < more.size(); i += 2) {
            if (more.get(i).equals(name)) {
                all.add(more.get(i + 1));
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
        String name = table().name(index);
        valuesOf(name).forEach(value -> leftOut().add(name, value));
        values[index] = null;
        size--;
        for (int i = more.size() - 2; i >= 0; i -= 2) {
            if (more.get(i).equals(name)) {
                more.subList(i, i + 2).clear();
                size--;
            }
        }
        rules().report(reason, name);
    }
}
