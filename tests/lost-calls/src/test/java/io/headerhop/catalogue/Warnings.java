// SPDX-License-Identifier: Apache-2.0
package io.headerhop.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.LostCall;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The warnings in the log, from when this was first asked. */
final class Warnings extends Handler {
    private static final Warnings INSTANCE = new Warnings();
    // Held here, since the logging of the JDK forgets a logger that nobody holds.
    private static final Logger LOGGER = Logger.getLogger("io.headerhop");
    private static final Set<String> PLACES = ConcurrentHashMap.newKeySet();

    static {
        LOGGER.addHandler(INSTANCE);
    }

    private final List<String> lines = new CopyOnWriteArrayList<>();

    private Warnings() {}

    static void areHeard() {
        assertThat(LOGGER.getHandlers()).contains(INSTANCE);
    }

    /** The first call at a place must be warned of, in this form. */
    static void assertNamed(LostCall call) {
        if (PLACES.add(call.line() + call.cause())) {
            assertThat(linesOf(call)).containsExactly(call.toString());
        }
        assertThat(call.likelyLoss()).isTrue();
        assertThat(call).asString().contains(" without headers, lost at ");
    }

    static void assertNone(LostCall call) {
        assertThat(linesOf(call)).isEmpty();
        assertThat(call.likelyLoss()).isFalse();
        assertThat(call).asString().contains(" without headers, made at ");
    }

    private static List<String> linesOf(LostCall call) {
        return INSTANCE.lines.stream()
                .filter(line -> line.contains("to " + call.host() + " "))
                .toList();
    }

    @Override
    public void publish(LogRecord record) {
        if (record.getLevel() == Level.WARNING) {
            lines.add(record.getMessage());
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
