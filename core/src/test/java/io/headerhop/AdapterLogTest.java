// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

/** If an installed adapter carries nothing, the log says why. */
class AdapterLogTest {
    private final Recorder logger = new Recorder();
    private final AdapterLog log = new AdapterLog(logger);

    @Test
    void installingSaysOnceWhatIsInEffect() {
        for (int i = 0; i < 3; i++) {
            log.inbound("servlet filter in context '/shop'", HeaderPropagation.istio());
            log.outbound("OkHttp");
        }
        assertThat(logger.lines).hasSize(2);
        assertThat(logger.lines.get(0))
                .startsWith("INFO")
                .contains("servlet filter in context '/shop'", "x-request-id", "tracestate", "addressed", "40");
        assertThat(logger.lines.get(1)).startsWith("INFO").contains("OkHttp");
    }

    @Test
    void aCallWithNothingToCarryWarnsOnceThatNoInboundAdapterIsInstalled() {
        for (int i = 0; i < 100; i++) {
            log.nothingToInject("OkHttp", "inventory");
        }
        assertThat(logger.lines)
                .singleElement()
                .asString()
                .startsWith("WARNING")
                .contains("inventory", "no inbound adapter", "register");
    }

    @Test
    void callsWithNothingToCarryWarnOnceThatWhatIsInstalledIsNeverCalled() {
        log.created("HeaderPropagationServerFeature");
        for (int i = 0; i < 9; i++) {
            log.nothingToInject("OkHttp", "inventory");
        }
        // A service calls others before its first request too.
        assertThat(logger.lines).isEmpty();
        for (int i = 0; i < 100; i++) {
            log.nothingToInject("OkHttp", "inventory");
        }
        assertThat(logger.lines)
                .singleElement()
                .asString()
                .startsWith("WARNING")
                .contains("HeaderPropagationServerFeature", "does not call that", "register");
    }

    /** Which calls are warned of, and how: LostCallsTest. */
    @Test
    void onceARequestWasSeenACallByNoCodeOfTheApplicationIsNoReasonToWarn() throws Exception {
        log.captured();
        Thread thread = new Thread(() -> log.nothingToInject("OkHttp", "inventory"));
        thread.start();
        thread.join();
        assertThat(logger.lines).isEmpty();
        assertThat(log.lostCalls()).singleElement().returns("inventory", LostCall::host);
    }

    /** Among a thousand calls that a poller makes, to the same host too, the one that loses its headers is found. */
    @Test
    void aRareCallDoesNotHideBehindFrequentOnes() throws Exception {
        log.captured();
        for (int i = 0; i < 1000; i++) {
            log.nothingToInject("OkHttp", "inventory");
        }
        for (String pool : List.of("orders", "pool-1-thread", "ForkJoinPool.commonPool-worker")) {
            Thread thread = new Thread(() -> log.nothingToInject("OkHttp", "inventory"), pool + "-17");
            thread.start();
            thread.join();
            assertThat(log.lostCalls()).first().returns(pool + "-17", LostCall::thread);
        }
        log.nothingToInject("OkHttp", "bank");
        assertThat(log.lostCalls()).first().returns("bank", LostCall::host);
    }

    @Test
    void thatNothingIsCapturedIsAWarningUntilSomethingIs() {
        log.nothingToInject("OkHttp", "inventory");
        log.warn("a servlet filter twice");
        assertThat(log.warnings())
                .satisfiesExactly(
                        warning -> assertThat(warning).contains("inventory", "no inbound adapter", "register"),
                        warning -> assertThat(warning).isEqualTo("a servlet filter twice"));
        log.captured();
        assertThat(log.warnings()).containsExactly("a servlet filter twice");
    }

    @Test
    void aLoggerThatThrowsDoesNotDisturbTheCall() {
        AdapterLog failing = new AdapterLog(new Recorder() {
            @Override
            public void log(Level level, String message) {
                throw new IllegalStateException("on purpose");
            }
        });
        failing.nothingToInject("OkHttp", "inventory");
    }

    @Test
    void messagesAreBounded() {
        for (int i = 0; i < 10_000; i++) {
            log.created("adapter " + i);
            log.warn("message " + i);
        }
        assertThat(logger.lines).hasSize(1000);
        log.outbound("OkHttp");
        assertThat(logger.lines).hasSize(1001);
    }

    private static class Recorder implements Logger {
        private final List<String> lines = new ArrayList<>();

        @Override
        public String getName() {
            return "recorder";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
            lines.add(level + " " + message);
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {
            lines.add(level + " " + format);
        }
    }
}
