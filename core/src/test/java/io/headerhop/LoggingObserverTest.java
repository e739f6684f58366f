// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoggingObserverTest {
    private final Logger logger = Logger.getLogger("io.headerhop");
    private final Recorder recorder = new Recorder();
    private final LoggingObserver observer = new LoggingObserver();

    @BeforeEach
    void record() {
        logger.setUseParentHandlers(false);
        logger.addHandler(recorder);
    }

    @AfterEach
    void stop() {
        logger.removeHandler(recorder);
        logger.setUseParentHandlers(true);
    }

    @Test
    void eachKindOfEventIsLoggedOnceAMinuteHoweverOftenItHappens() {
        for (int i = 0; i < 1000; i++) {
            observer.on(PropagationEvent.REQUEST_ID_NOT_UUID, "x-request-id");
            observer.on(PropagationEvent.DROPPED_INVALID, "x-canary");
        }
        assertThat(recorder.lines).hasSize(2);
        assertThat(recorder.lines.get(0))
                .isEqualTo("Header x-request-id is not a UUID, so Envoy cannot take its sampling decision from it ("
                        + PropagationEvent.REQUEST_ID_NOT_UUID.count() + " so far; logged at most once a minute)");
        assertThat(recorder.lines.get(1)).startsWith("Header x-canary not captured: control or non-ASCII character (");
        assertThat(recorder.levels).containsOnly(Level.WARNING);
    }

    @Test
    void whatHappensAllDayInAHealthyMeshIsNotLoggedByDefault() {
        observer.on(PropagationEvent.DROPPED_EMPTY, "tracestate");
        observer.on(PropagationEvent.NOTHING_CURRENT, "inventory");
        assertThat(recorder.lines).isEmpty();
    }

    private static final class Recorder extends Handler {
        private final List<String> lines = new ArrayList<>();
        private final List<Level> levels = new ArrayList<>();

        @Override
        public void publish(LogRecord record) {
            lines.add(new SimpleFormatter().formatMessage(record));
            levels.add(record.getLevel());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
