// SPDX-License-Identifier: Apache-2.0
package io.headerhop.opentelemetry;

import io.headerhop.opentelemetry.CarrierLines.Line;
import io.headerhop.spi.HeaderWriter;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.net.URLConnection;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What goes out. OpenTelemetry can only set a header, which replaces what is there: the caller's own are read past it,
 * where the carrier is of a kind that can be asked.
 */
final class Outbound<C> {
    private final C carrier;
    private final Object holder;
    private final boolean isConnection;
    private final boolean isBuilder;
    private final TextMapSetter<C> setter;
    private final Collection<String> fields;
    private final Set<String> captured;
    private @Nullable Map<String, String> written;

    /**
     * @param fields the names that are configured, since the caller's choice of one holds for its whole group
     * @param captured those that came, by a prefix as well
     */
    Outbound(C carrier, TextMapSetter<C> setter, Collection<String> fields, Set<String> captured) {
        this.carrier = carrier;
        this.holder = CarrierLines.holder(carrier);
        this.isConnection = holder instanceof URLConnection;
        this.isBuilder = CarrierLines.isBuilder(holder);
        this.setter = setter;
        this.fields = fields;
        this.captured = captured;
    }

    static <C> HeaderWriter<Outbound<C>> writer() {
        return new Writer<>();
    }

    /** Removes what the same request has from an earlier call. */
    void takeBack() {
        Set<String> earlier = new LinkedHashSet<>(Written.names(holder));
        if (holder instanceof Iterable<?> all) {
            // A copy, whose lines are those of the first.
            all.forEach(line -> earlier.addAll(Written.names(line)));
        }
        if (isBuilder && earlier.isEmpty()) {
            return;
        }
        earlier.addAll(fields);
        earlier.addAll(captured);
        Object readable = CarrierLines.readable(holder);
        for (String name : earlier) {
            List<Line> there = CarrierLines.lines(readable, name);
            if (!there.isEmpty() && there.stream().allMatch(line -> Written.isOurs(holder, name, line))) {
                CarrierLines.remove(holder, name);
            }
        }
        Written.forget(holder);
    }

    private void forEach(Object readable, String name, BiConsumer<String, String> line) {
        for (Line one : CarrierLines.lines(readable, name)) {
            line.accept(name, one.text());
        }
    }

    /** Both values, if there is one already. */
    private String all(String name, String value) {
        if (written == null) {
            written = new HashMap<>(4);
        }
        return written.merge(name, value, (before, next) -> before + ',' + next);
    }

    private void set(String name, String value) {
        setter.set(carrier, name, value);
        // Of a builder, the lines are not there yet.
        Written.remember(holder, isBuilder ? List.of() : CarrierLines.lines(holder, name), name, value);
    }

    private static final class Writer<C> implements HeaderWriter<Outbound<C>> {
        @Override
        public String client() {
            return "OpenTelemetry";
        }

        @Override
        public void forEach(Outbound<C> outbound, BiConsumer<String, String> line) {
            Object readable = CarrierLines.readable(outbound.holder);
            for (String name : outbound.fields) {
                outbound.forEach(readable, name, line);
            }
            for (String name : outbound.captured) {
                if (!outbound.fields.contains(name)) {
                    outbound.forEach(readable, name, line);
                }
            }
        }

        /** A setter knows one value for a name. Several lines mean the same as one with commas (RFC 9110, 5.3). */
        @Override
        public void add(Outbound<C> outbound, String name, String value) {
            String all = outbound.all(name, value);
            if (outbound.isConnection
                    && CarrierLines.lines(outbound.holder, name).size() > 1) {
                // Copies, which cannot be removed: the setter would replace one of them.
                return;
            }
            try {
                outbound.set(name, all);
            } catch (IllegalStateException e) {
                // Kafka's headers, once they are sent: the agent then takes a copy, and asks again.
                throw e;
            } catch (RuntimeException e) {
                // A name that its protocol does not have: the call goes out without it.
            }
        }

        @Override
        public void remove(Outbound<C> outbound, String name) {
            CarrierLines.remove(outbound.holder, name);
        }
    }
}
