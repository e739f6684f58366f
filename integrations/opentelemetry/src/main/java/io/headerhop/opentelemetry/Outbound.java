// SPDX-License-Identifier: Apache-2.0
package io.headerhop.opentelemetry;

import io.headerhop.spi.HeaderWriter;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * What goes out. OpenTelemetry can only set a header, which replaces what is there: the caller's own are read past it,
 * where the carrier is of a kind that can be asked.
 */
final class Outbound<C> {
    private final C carrier;
    private final TextMapSetter<C> setter;
    private final Set<String> names;
    private final Map<String, String> written = new HashMap<>(4);

    /**
     * @param fields the names that are configured, since the caller's choice of one holds for its whole group
     * @param captured those that came, by a prefix as well
     */
    Outbound(C carrier, TextMapSetter<C> setter, Collection<String> fields, Set<String> captured) {
        this.carrier = carrier;
        this.setter = setter;
        this.names = new LinkedHashSet<>(fields);
        names.addAll(captured);
    }

    static <C> HeaderWriter<Outbound<C>> writer() {
        return new Writer<>();
    }

    private static final class Writer<C> implements HeaderWriter<Outbound<C>> {
        @Override
        public String client() {
            return "OpenTelemetry";
        }

        @Override
        public void forEach(Outbound<C> outbound, BiConsumer<String, String> line) {
            CarrierLines lines = CarrierLines.of(outbound.carrier);
            for (String name : outbound.names) {
                for (String value : lines.values(outbound.carrier, name)) {
                    line.accept(name, value);
                }
            }
        }

        /** A setter knows one value for a name. Several lines mean the same as one with commas (RFC 9110, 5.3). */
        @Override
        public void add(Outbound<C> outbound, String name, String value) {
            String all = outbound.written.merge(name, value, (before, next) -> before + ',' + next);
            try {
                outbound.setter.set(outbound.carrier, name, all);
            } catch (RuntimeException e) {
                // A name that its protocol does not have: the call goes out without it.
                outbound.written.remove(name);
            }
        }

        @Override
        public void remove(Outbound<C> outbound, String name) {
            outbound.written.remove(name);
            CarrierLines.of(outbound.carrier).remove(outbound.carrier, name);
        }
    }
}
