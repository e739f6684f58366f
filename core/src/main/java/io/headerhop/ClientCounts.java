// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How often what has happened in the calls of one client. */
@SuppressWarnings("EnumOrdinal") // An EnumMap asks more, in each call.
final class ClientCounts {
    // Adapters are few; who makes one up for each call shall not fill the memory.
    private static final int MAX_CLIENTS = 100;
    private static final String OTHER = "other";

    private static final Map<String, ClientCounts> BY_NAME = new ConcurrentHashMap<>();
    // Where each call looks first. Adapters name themselves by constants, which know their hash. Written without a
    // lock: an entry is immutable, and whoever does not see it looks above.
    private static final @Nullable ClientCounts[] RECENT = new ClientCounts[256];

    private static final List<WeakReference<Consumer<String>>> LISTENERS = new ArrayList<>();

    private final String name;
    // By the event's ordinal
    private final LongAdder[] counts;

    private ClientCounts(String name, LongAdder[] counts) {
        this.name = name;
        this.counts = counts;
    }

    /** Those of the client with this name, or those of all others once there are too many. */
    static ClientCounts of(String name) {
        ClientCounts recent = RECENT[name.hashCode() & RECENT.length - 1];
        return recent != null && recent.name.equals(name) ? recent : find(name);
    }

    private static ClientCounts find(String name) {
        ClientCounts found = BY_NAME.get(name);
        if (found == null) {
            // One thread too many may get past this.
            if (BY_NAME.size() >= MAX_CLIENTS) {
                ClientCounts other = BY_NAME.get(OTHER);
                return new ClientCounts(name, (other == null ? add(OTHER) : other).counts);
            }
            found = add(name);
        }
        RECENT[name.hashCode() & RECENT.length - 1] = found;
        return found;
    }

    private static ClientCounts add(String name) {
        LongAdder[] counts = new LongAdder[PropagationEvent.values().length];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new LongAdder();
        }
        ClientCounts added = new ClientCounts(name, counts);
        ClientCounts before = BY_NAME.putIfAbsent(name, added);
        if (before != null) {
            return before;
        }
        List<WeakReference<Consumer<String>>> listeners;
        synchronized (LISTENERS) {
            listeners = List.copyOf(LISTENERS);
        }
        for (WeakReference<Consumer<String>> reference : listeners) {
            Consumer<String> listener = reference.get();
            if (listener != null) {
                tell(listener, name);
            }
        }
        return added;
    }

    static Collection<ClientCounts> all() {
        return BY_NAME.values();
    }

    /** As in {@link Adapters#tellOfClients}. */
    static void tell(Consumer<String> listener) {
        synchronized (LISTENERS) {
            LISTENERS.removeIf(reference -> reference.get() == null);
            LISTENERS.add(new WeakReference<>(listener));
        }
        BY_NAME.keySet().forEach(client -> tell(listener, client));
    }

    private static void tell(Consumer<String> listener, String client) {
        try {
            listener.accept(client);
        } catch (Throwable e) {
            PropagationEvent.USER_CODE_FAILED.add(1);
        }
    }

    String name() {
        return name;
    }

    void add(PropagationEvent event, int occurrences) {
        counts[event.ordinal()].add(occurrences);
    }

    long count(PropagationEvent event) {
        return counts[event.ordinal()].sum();
    }
}
