// SPDX-License-Identifier: Apache-2.0
package io.headerhop.opentelemetry;

import io.headerhop.opentelemetry.CarrierLines.Line;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What we have written, and where. OpenTelemetry writes into the caller's own request; if the caller sends it again,
 * for another inbound request, what is in it from the first time is no choice of the caller. Remembered by the object
 * that has the headers, and by that of the line, which goes into a copy of a request as well. Nothing is held: once a
 * request is gone, so is what is known of it.
 */
final class Written {
    private static final Map<Object, Map<String, String>> BY_OBJECT = new ConcurrentHashMap<>();
    private static final ReferenceQueue<Object> GONE = new ReferenceQueue<>();

    private Written() {}

    static void remember(Object holder, Collection<Line> lines, String name, String text) {
        put(holder, name, text);
        for (Line line : lines) {
            if (line.object() != null && line.text().equals(text)) {
                put(line.object(), name, text);
            }
        }
    }

    /** The names that have been written into the request, if it is known. */
    static Set<String> names(Object holder) {
        Map<String, String> written = BY_OBJECT.get(new Sought(holder));
        return written == null ? Set.of() : Set.copyOf(written.keySet());
    }

    static boolean isOurs(Object holder, String name, Line line) {
        Object object = line.object();
        return line.text().equals(text(object == null ? holder : object, name));
    }

    static void forget(Object holder) {
        BY_OBJECT.remove(new Sought(holder));
    }

    private static @Nullable String text(Object object, String name) {
        Map<String, String> written = BY_OBJECT.get(new Sought(object));
        return written == null ? null : written.get(name);
    }

    private static void put(Object object, String name, String text) {
        for (Reference<?> gone = GONE.poll(); gone != null; gone = GONE.poll()) {
            BY_OBJECT.remove(gone);
        }
        BY_OBJECT
                .computeIfAbsent(new Kept(object), unused -> new ConcurrentHashMap<>(4))
                .put(name, text);
    }

    /** An object that may go; equal to itself and to what seeks it. */
    private static final class Kept extends WeakReference<Object> {
        private final int hash;

        Kept(Object object) {
            super(object, GONE);
            hash = System.identityHashCode(object);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            if (this == other) {
                return true;
            }
            Object object = get();
            return object != null && other instanceof Kept kept && kept.refersTo(object);
        }
    }

    private static final class Sought {
        private final Object object;

        Sought(Object object) {
            this.object = object;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(object);
        }

        // Not symmetric: it asks those that are kept, and they are never asked about it.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Kept kept && kept.refersTo(object);
        }
    }
}
