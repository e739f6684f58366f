// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.contract.Headers;
import io.headerhop.spi.CurrentListener;
import io.headerhop.spi.InboundScope;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void onceOfHeadersThatAreCurrentAlready() {
        Recorder.on(told, () -> {
            try (Scope scope = FIRST.makeCurrent()) {
                try (Scope inside = FIRST.makeCurrent()) {
                    FIRST.wrap(() -> {}).run();
                }
                assertThat(told).containsExactly(FIRST);
            }
            try (Scope again = FIRST.makeCurrent()) {
                assertThat(told).containsExactly(FIRST, CapturedHeaders.none(), FIRST);
            }
        });
        assertThat(told).containsExactly(FIRST, CapturedHeaders.none(), FIRST, CapturedHeaders.none());
    }

    @Test
    void ofHeadersThatAreCurrentAgainAfterAnotherThreadHasEndedOthers() throws Exception {
        List<CapturedHeaders> inside = new ArrayList<>();
        Recorder.on(told, () -> {
            try (Scope scope = FIRST.makeCurrent()) {
                InboundScope other = Adapters.makeCurrent(SECOND);
                CompletableFuture.runAsync(other::expire).join();
                try (Scope again = FIRST.makeCurrent()) {
                    inside.addAll(told);
                }
            }
        });
        assertThat(inside).containsExactly(FIRST, SECOND, FIRST);
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

    /** The thread may log something before its next request. */
    @Test
    void ofAScopeThatAnotherThreadHasEndedAsSoonAsThisOneAsksWhatIsCurrent() {
        Recorder.on(told, () -> {
            InboundScope scope = Adapters.makeCurrent(FIRST);
            CompletableFuture.runAsync(scope::expire).join();
            assertThat(told).containsExactly(FIRST);
            assertThat(CapturedHeaders.current()).isSameAs(CapturedHeaders.none());
            assertThat(told).containsExactly(FIRST, CapturedHeaders.none());
            assertThat(CapturedHeaders.current()).isSameAs(CapturedHeaders.none());
        });
        assertThat(told).containsExactly(FIRST, CapturedHeaders.none());
    }

    @Test
    void whoAsksWhatIsCurrentWhenToldOfItIsNotToldAgain() {
        Recorder.on(told, () -> {
            InboundScope scope = Adapters.makeCurrent(FIRST);
            CompletableFuture.runAsync(scope::expire).join();
            Recorder.asking(CapturedHeaders::current);
            CapturedHeaders.current();
        });
        assertThat(told).containsExactly(FIRST, CapturedHeaders.none());
    }

    @Test
    void aJarThatCannotBeLoadedDisturbsNeitherRequestsNorTheOtherListeners(@TempDir Path jar) throws Exception {
        Files.createDirectories(jar.resolve("META-INF/services"));
        Files.createDirectory(jar.resolve("future"));
        // Of a JDK that is not out yet.
        Files.write(
                jar.resolve("future/Listener.class"),
                new byte[] {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe, 0, 0, 0, (byte) 0xfe, 0, 1, 0, 0});
        Files.writeString(
                jar.resolve("META-INF/services/" + CurrentListener.class.getName()),
                String.join("\n", "future.Listener", "no.such.Listener", Other.class.getName()));
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, getClass().getClassLoader())) {
            assertThat(CurrentListeners.in(loader))
                    .extracting(CurrentListener::getClass)
                    .containsExactly(Recorder.class, Other.class);
        }
    }

    /** Found behind two that cannot be loaded. */
    public static final class Other implements CurrentListener {
        @Override
        public void currentChanged(CapturedHeaders current) {}
    }

    /** Installed for all tests of this module by META-INF/services; does nothing outside of these. */
    public static final class Recorder implements CurrentListener {
        private static final ThreadLocal<Recording> RECORDING = new ThreadLocal<>();

        static void on(List<CapturedHeaders> told, Runnable code) {
            RECORDING.set(new Recording(told, () -> {}));
            try {
                code.run();
            } finally {
                RECORDING.remove();
            }
        }

        /** What the listener that is being recorded does besides. */
        static void asking(Runnable code) {
            RECORDING.set(new Recording(RECORDING.get().told, code));
        }

        @Override
        public void currentChanged(CapturedHeaders current) {
            Recording recording = RECORDING.get();
            if (recording != null) {
                recording.told.add(current);
                recording.asks.run();
            }
        }

        private record Recording(List<CapturedHeaders> told, Runnable asks) {}
    }
}
