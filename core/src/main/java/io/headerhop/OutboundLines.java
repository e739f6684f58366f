// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import io.headerhop.spi.HeaderWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The lines of an outbound request that matter to what was captured, and which of them are its caller's choice: those
 * with a value that the inbound request did not have, and their group with them. A tracer that makes a new traceparent
 * sends the tracestate on as it came, and both are its own.
 */
final class OutboundLines implements BiConsumer<String, String> {
    private final CapturedHeaders inbound;
    private final boolean copiesToo;
    // name, value, name, value …; names in lower case. Empty for nearly every request.
    private List<String> pairs = List.of();

    private OutboundLines(CapturedHeaders inbound, boolean copiesToo) {
        this.inbound = inbound;
        this.copiesToo = copiesToo;
    }

    /** @param copiesToo whether a copy of an inbound header is the caller's choice as well */
    static <W> OutboundLines of(W request, HeaderWriter<W> writer, CapturedHeaders inbound, boolean copiesToo) {
        OutboundLines lines = new OutboundLines(inbound, copiesToo);
        writer.forEach(request, lines);
        return lines;
    }

    @Override
    public void accept(String name, String value) {
        String canonical = inbound.table().canonical(name);
        if (canonical != null) {
            if (pairs.isEmpty()) {
                pairs = new ArrayList<>();
            }
            pairs.add(canonical);
            pairs.add(value);
        }
    }

    boolean isEmpty() {
        return pairs.isEmpty();
    }

    /** The names of captured headers of which the caller chose their value, or one of their group. */
    Set<String> choices() {
        Set<String> choices = inbound.names();
        choices.removeIf(name -> !isChoice(name));
        return choices;
    }

    /** {@code name} is in lower case. */
    boolean has(String name) {
        for (int i = 0; i < pairs.size(); i += 2) {
            if (pairs.get(i).equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the caller chose this header or one of its group; {@code name} is in lower case. */
    boolean isChoice(String name) {
        Preset group = Preset.groupOf(name);
        return group == null ? hasChoice(name) : group.names().stream().anyMatch(this::hasChoice);
    }

    private boolean hasChoice(String name) {
        for (int i = 0; i < pairs.size(); i += 2) {
            if (pairs.get(i).equals(name) && (copiesToo || !inbound.came(name, pairs.get(i + 1)))) {
                return true;
            }
        }
        return false;
    }
}
