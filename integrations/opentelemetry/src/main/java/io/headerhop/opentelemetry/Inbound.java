// SPDX-License-Identifier: Apache-2.0
package io.headerhop.opentelemetry;

import io.headerhop.Adapters;
import io.headerhop.spi.HeaderReader;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.Collections;
import java.util.Iterator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What came in, and OpenTelemetry's way to read it. */
record Inbound<C>(C carrier, TextMapGetter<C> getter) {
    static <C> HeaderReader<Inbound<C>> reader() {
        return new Reader<>();
    }

    private static final class Reader<C> implements HeaderReader<Inbound<C>> {
        @Override
        public @Nullable String first(Inbound<C> inbound, String name) {
            return orNull(() -> inbound.getter.get(inbound.carrier, name));
        }

        @Override
        public Iterator<String> values(Inbound<C> inbound, String name) {
            return orNone(() -> inbound.getter.getAll(inbound.carrier, name));
        }

        @Override
        public Iterator<String> names(Inbound<C> inbound) {
            return orNone(() -> inbound.getter.keys(inbound.carrier).iterator());
        }
    }

    /** Some throw for a name that their protocol does not have, as gRPC does for one that ends in -bin. */
    private static @Nullable String orNull(Supplier<@Nullable String> getter) {
        try {
            return getter.get();
        } catch (RuntimeException e) {
            failed(e);
            return null;
        }
    }

    private static void failed(RuntimeException e) {
        if (!(e instanceof IllegalArgumentException)) {
            Adapters.warn("Headerhop cannot read headers as OpenTelemetry offers them, and leaves them out: "
                    + e.getClass().getName());
        }
    }

    private static Iterator<String> orNone(Supplier<@Nullable Iterator<String>> getter) {
        try {
            Iterator<String> all = getter.get();
            return all == null ? Collections.emptyIterator() : all;
        } catch (RuntimeException e) {
            failed(e);
            return Collections.emptyIterator();
        }
    }
}
