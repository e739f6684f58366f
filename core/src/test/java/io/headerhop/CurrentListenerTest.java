// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.contract.Headers;
import io.headerhop.spi.CurrentListener;
import io.headerhop.spi.InboundScope;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Who shows the current headers elsewhere, as in a logging context, is told of each change. */
class CurrentListenerTest {
    private static final CapturedHeaders FIRST = Headers.ofRequest(1);
    private static final CapturedHeaders SECOND = Headers.ofRequest(2);

    private final List<CapturedHeaders> told = new ArrayList<>();

    @Test
    void ofABeginningAndAnEnd() {
        Recorder.on(told, () -> {
            try (Scope scope = FIRST.makeCurrent()) {
                assertThat(told).containsExactly(FIRST);
                try (Scope inside = SECOND.makeCurrent()) {
                    assertThat(told).containsExactly(FIRST, SECOND);
                }
                assertThat(told).containsExactly(FIRST, SECOND, FIRST);
            }
        });
        assertThat(told).containsExactly(FIRST, SECOND, FIRST, CapturedHeaders.none());
    }

    @Test
    void ofATaskThatIsHandedOver() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try (Scope scope = FIRST.makeCurrent()) {
            Runnable task = FIRST.wrap(() -> assertThat(told).containsExactly(FIRST));
            pool.submit(() -> Recorder.on(told, task)).get();
        } finally {
            pool.shutdown();
        }
        assertThat(told).containsExactly(FIRST, CapturedHeaders.none());
    }

    @Test
    void ofAScopeThatEndsTheOnesInside() {
        Recorder.on(told, () -> {
            Scope outer = FIRST.makeCurrent();
            SECOND.makeCurrent();
            outer.close();
        });
        assertThat(told).containsExactly(FIRST, SECOND, CapturedHeaders.none());
    }

    @Test
    void ofAnInboundAdaptersScopeThatExpires() {
        Recorder.on(told, () -> {
            InboundScope scope = Adapters.makeCurrent(FIRST);
            scope.expire();
        });
        assertThat(told).containsExactly(FIRST, CapturedHeaders.none());
    }

    @Test
    void whatItThrowsIsCountedAndGoesNoFurther() {
        long before = PropagationEvent.USER_CODE_FAILED.count();
        Recorder.on(null, () -> {
            try (Scope scope = FIRST.makeCurrent()) {
                assertThat(CapturedHeaders.current()).isSameAs(FIRST);
            }
        });
        assertThat(PropagationEvent.USER_CODE_FAILED.count()).isEqualTo(before + 2);
        assertThat(CapturedHeaders.current()).isSameAs(CapturedHeaders.none());
    }

    /** Installed for all tests of this module by META-INF/services; does nothing outside of these. */
    public static final class Recorder implements CurrentListener {
        private static final ThreadLocal<Recording> RECORDING = new ThreadLocal<>();

        static void on(List<CapturedHeaders> told, Runnable code) {
            RECORDING.set(new Recording(told));
            try {
                code.run();
            } finally {
                RECORDING.remove();
            }
        }

        @Override
        public void currentChanged(CapturedHeaders current) {
            Recording recording = RECORDING.get();
            if (recording != null) {
                recording.told.add(current);
            }
        }

        private record Recording(List<CapturedHeaders> told) {}
    }
}
