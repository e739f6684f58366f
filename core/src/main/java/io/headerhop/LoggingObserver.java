// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import java.lang.System.Logger.Level;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Logs each kind of event at most once a minute; the counters have the rest. */
final class LoggingObserver implements PropagationObserver {
    static final LoggingObserver INSTANCE = new LoggingObserver();

    private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Map<PropagationEvent, AtomicLong> nextNanos = new EnumMap<>(PropagationEvent.class);

    LoggingObserver() {
        long now = System.nanoTime();
        for (PropagationEvent event : PropagationEvent.values()) {
            nextNanos.put(event, new AtomicLong(now));
        }
    }

    @Override
    public void on(PropagationEvent event, String subject) {
        Level level = levelOf(event);
        AtomicLong next = nextNanos.get(event);
        if (next == null || !Log.LOGGER.isLoggable(level)) {
            return;
        }
        long now = System.nanoTime();
        long due = next.get();
        if (now - due >= 0 && next.compareAndSet(due, now + PAUSE_NANOS)) {
            Log.LOGGER.log(
                    level, event.describe(subject) + " (" + event.count() + " so far; logged at most once a minute)");
        }
    }

    /**
     * Made when something happens, not with the configuration: an agent reads that before the application has chosen
     * its logging, and the first logger of all decides for the JVM.
     */
    private static final class Log {
        static final System.Logger LOGGER = System.getLogger("io.headerhop");
    }

    private static Level levelOf(PropagationEvent event) {
        return switch (event) {
            case REQUEST_ID_NOT_UUID,
                    DROPPED_INVALID,
                    DROPPED_TOO_LONG,
                    DROPPED_OVER_LIMIT,
                    DROPPED_INCOMPLETE,
                    SCOPE_CLOSED_OUT_OF_ORDER,
                    SCOPE_CLOSED_ON_OTHER_THREAD,
                    USER_CODE_FAILED -> Level.WARNING;
            // What happens all day in a healthy mesh: calls outside of a request, empty tracestate, two forms of B3.
            default -> Level.DEBUG;
        };
    }
}
