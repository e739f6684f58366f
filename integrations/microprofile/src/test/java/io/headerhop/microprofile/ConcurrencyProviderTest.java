// SPDX-License-Identifier: Apache-2.0
package io.headerhop.microprofile;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.Scope;
import jakarta.enterprise.concurrent.LastExecution;
import jakarta.enterprise.concurrent.Trigger;
import jakarta.enterprise.concurrent.spi.ThreadContextProvider;
import jakarta.enterprise.concurrent.spi.ThreadContextRestorer;
import jakarta.enterprise.concurrent.spi.ThreadContextSnapshot;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a server does with the provider, step by step; real servers are in tests/servers. */
class ConcurrencyProviderTest {
    private final ThreadContextProvider provider =
            ServiceLoader.load(ThreadContextProvider.class).findFirst().orElseThrow();
    private final ScheduledServer server = new ScheduledServer();

    @AfterEach
    void stop() {
        server.shutdownNow();
    }

    @Test
    void aSnapshotHasWhatWasCurrentAndAfterItEachThreadHasWhatItHadBefore() {
        ThreadContextSnapshot snapshot = taken(() -> provider.currentContext(Map.of()));
        assertThat(seenIn(snapshot)).isEqualTo("own");
        assertThat(TestHeaders.current()).isEqualTo(TestHeaders.NOTHING);
        try (Scope scope = TestHeaders.of("of the thread").makeCurrent()) {
            assertThat(seenIn(snapshot)).isEqualTo("own");
            assertThat(TestHeaders.current()).isEqualTo("of the thread");
        }
    }

    @Test
    void aClearedContextHasNothing() {
        ThreadContextSnapshot cleared = taken(() -> provider.clearedContext(Map.of()));
        try (Scope scope = TestHeaders.of("of the thread").makeCurrent()) {
            assertThat(seenIn(cleared)).isEqualTo(TestHeaders.NOTHING);
            assertThat(TestHeaders.current()).isEqualTo("of the thread");
        }
    }

    @Test
    void aSnapshotTakenOutsideOfARequestHasNothing() {
        ThreadContextSnapshot snapshot = provider.currentContext(Map.of());
        try (Scope scope = TestHeaders.of("of the thread").makeCurrent()) {
            assertThat(seenIn(snapshot)).isEqualTo(TestHeaders.NOTHING);
        }
    }

    @Test
    void aTaskThatIsScheduledOnceHasTheHeadersAndOneThatRecursHasNothing() {
        assertThat(seenIn(taken(() -> server.scheduling(() -> server.schedule(() -> {}, 1, TimeUnit.DAYS)))))
                .isEqualTo("own");
        assertThat(seenIn(taken(
                        () -> server.scheduling(() -> server.scheduleAtFixedRate(() -> {}, 1, 1, TimeUnit.DAYS)))))
                .isEqualTo(TestHeaders.NOTHING);
        assertThat(seenIn(taken(
                        () -> server.scheduling(() -> server.scheduleWithFixedDelay(() -> {}, 1, 1, TimeUnit.DAYS)))))
                .isEqualTo(TestHeaders.NOTHING);
        assertThat(seenIn(taken(() -> server.scheduling(() -> server.schedule(() -> {}, new Daily())))))
                .isEqualTo(TestHeaders.NOTHING);
    }

    /** A pool keeps them for the tasks of other requests. */
    @Test
    void theThreadsOfAFactoryHaveNothing() {
        List<ThreadContextSnapshot> taken = new ArrayList<>();
        ThreadFactory factory = task -> {
            taken.add(provider.currentContext(Map.of()));
            return new Thread(task);
        };
        ServersFactory servers = new ServersFactory(factory);
        try (Scope scope = TestHeaders.of("own").makeCurrent()) {
            servers.newThread(() -> {});
        }
        assertThat(seenIn(taken.get(0))).isEqualTo(TestHeaders.NOTHING);
    }

    /** As it is where a server keeps a contextual proxy. */
    @Test
    void aSnapshotIsSerializableAndHasNothingThen() throws Exception {
        ThreadContextSnapshot snapshot = taken(() -> provider.currentContext(Map.of()));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(snapshot);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()));
                Scope scope = TestHeaders.of("of the thread").makeCurrent()) {
            assertThat(seenIn((ThreadContextSnapshot) in.readObject())).isEqualTo(TestHeaders.NOTHING);
        }
    }

    private static ThreadContextSnapshot taken(Supplier<ThreadContextSnapshot> take) {
        try (Scope scope = TestHeaders.of("own").makeCurrent()) {
            return take.get();
        }
    }

    private static String seenIn(ThreadContextSnapshot snapshot) {
        ThreadContextRestorer restorer = snapshot.begin();
        try {
            return TestHeaders.current();
        } finally {
            restorer.endContext();
        }
    }

    /** Asks the provider where a server's executor does: inside the method that schedules, a few frames down. */
    private final class ScheduledServer extends ScheduledThreadPoolExecutor {
        private ThreadContextSnapshot last;

        ScheduledServer() {
            super(1);
        }

        ThreadContextSnapshot scheduling(Runnable schedule) {
            schedule.run();
            return last;
        }

        private void take() {
            last = provider.currentContext(Map.of());
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            take();
            return super.schedule(task, delay, unit);
        }

        @Override
        public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
            take();
            return super.schedule(task, delay, unit);
        }

        @Override
        public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long delay, long period, TimeUnit unit) {
            take();
            return super.scheduleAtFixedRate(task, delay, period, unit);
        }

        @Override
        public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long delay, long period, TimeUnit unit) {
            take();
            return super.scheduleWithFixedDelay(task, delay, period, unit);
        }

        /** As ManagedScheduledExecutorService has it. */
        void schedule(Runnable task, Trigger trigger) {
            take();
        }
    }

    private record ServersFactory(ThreadFactory asked) implements ThreadFactory {
        @Override
        public Thread newThread(Runnable task) {
            return asked.newThread(task);
        }
    }

    private static final class Daily implements Trigger {
        @Override
        public Date getNextRunTime(LastExecution last, Date scheduled) {
            return Date.from(ZonedDateTime.now().plusDays(1).toInstant());
        }

        @Override
        public boolean skipRun(LastExecution last, Date scheduled) {
            return false;
        }
    }
}
