// SPDX-License-Identifier: Apache-2.0
package io.headerhop.microprofile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.smallrye.context.SmallRyeManagedExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.microprofile.context.ThreadContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** MicroProfile Context Propagation as SmallRye implements it, which most servers have. */
class ManagedExecutorTest {
    private static final int THREADS = 4;
    private static final int TASKS = 200;

    private final ExecutorService pool = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void stop() {
        pool.shutdownNow();
    }

    private SmallRyeManagedExecutor executor(String[] propagated, String cleared) {
        return SmallRyeManagedExecutor.builder()
                .propagated(propagated)
                .cleared(cleared)
                .withExecutorService(pool)
                .build();
    }

    private SmallRyeManagedExecutor carrying() {
        return executor(new String[] {ContextPropagationProvider.TYPE}, ThreadContext.ALL_REMAINING);
    }

    @Test
    void eachTaskHasTheHeadersOfTheRequestThatSubmittedIt() throws Exception {
        SmallRyeManagedExecutor executor =
                executor(new String[] {ThreadContext.ALL_REMAINING}, ThreadContext.TRANSACTION);
        List<Future<String>> found = new ArrayList<>();
        for (int i = 0; i < TASKS; i++) {
            try (Scope scope = TestHeaders.of(id(i)).makeCurrent()) {
                found.add(executor.submit(TestHeaders::current));
            }
        }
        for (int i = 0; i < TASKS; i++) {
            assertThat(found.get(i).get()).isEqualTo(id(i));
        }
        nothingIsLeftOnAnyThread();
    }

    @Test
    void eachStageHasTheHeadersOfTheRequestThatAddedIt() throws Exception {
        SmallRyeManagedExecutor executor = carrying();
        CompletableFuture<String> gate = executor.newIncompleteFuture();
        List<CompletableFuture<String>> found = new ArrayList<>();
        for (int i = 0; i < TASKS; i++) {
            try (Scope scope = TestHeaders.of(id(i)).makeCurrent()) {
                found.add(gate.thenApply(opened -> TestHeaders.current())
                        .thenCombineAsync(gate, (own, opened) -> own + " " + TestHeaders.current()));
            }
        }
        try (Scope scope = TestHeaders.of("of the gate").makeCurrent()) {
            gate.complete("opened");
            assertThat(TestHeaders.current()).isEqualTo("of the gate");
        }
        for (int i = 0; i < TASKS; i++) {
            assertThat(found.get(i).get()).isEqualTo(id(i) + " " + id(i));
        }
        nothingIsLeftOnAnyThread();
    }

    @Test
    void clearedMeansThatATaskHasNothing() throws Exception {
        SmallRyeManagedExecutor executor = executor(new String[0], ContextPropagationProvider.TYPE);
        CompletableFuture<String> stage = executor.completedFuture("done");
        try (Scope scope = TestHeaders.of("own").makeCurrent()) {
            assertThat(executor.submit(TestHeaders::current).get()).isEqualTo(TestHeaders.NOTHING);
            // On this very thread, which keeps its own afterwards.
            assertThat(stage.thenApply(done -> TestHeaders.current()).get()).isEqualTo(TestHeaders.NOTHING);
            assertThat(TestHeaders.current()).isEqualTo("own");
        }
        nothingIsLeftOnAnyThread();
    }

    @Test
    void unchangedMeansThatATaskHasWhatItsThreadHas() {
        ThreadContext context = ThreadContext.builder()
                .propagated()
                .cleared()
                .unchanged(ThreadContext.ALL_REMAINING)
                .build();
        List<String> found = new ArrayList<>();
        Runnable task;
        try (Scope scope = TestHeaders.of("outer").makeCurrent()) {
            task = context.contextualRunnable(() -> found.add(TestHeaders.current()));
        }
        task.run();
        try (Scope scope = TestHeaders.of("inner").makeCurrent()) {
            task.run();
        }
        assertThat(found).containsExactly(TestHeaders.NOTHING, "inner");
    }

    @Test
    void aTaskThatFailsOrForgetsAScopeLeavesNothing() throws Exception {
        SmallRyeManagedExecutor executor = carrying();
        for (int i = 0; i < 20; i++) {
            Future<?> failed;
            try (Scope scope = TestHeaders.of("failing").makeCurrent()) {
                failed = executor.submit(() -> {
                    TestHeaders.of("forgotten").makeCurrent();
                    throw new IllegalStateException("on purpose");
                });
            }
            assertThatThrownBy(failed::get).isInstanceOf(ExecutionException.class);
        }
        nothingIsLeftOnAnyThread();
    }

    @Test
    void aTaskThatRunsOnTheSubmittersThreadGivesItBackItsOwn() {
        ThreadContext context = ThreadContext.builder()
                .propagated(ContextPropagationProvider.TYPE)
                .cleared(ThreadContext.ALL_REMAINING)
                .build();
        List<String> found = new ArrayList<>();
        Runnable task;
        try (Scope scope = TestHeaders.of("outer").makeCurrent()) {
            task = context.contextualRunnable(() -> found.add(TestHeaders.current()));
        }
        try (Scope scope = TestHeaders.of("inner").makeCurrent()) {
            task.run();
            task.run();
            assertThat(TestHeaders.current()).isEqualTo("inner");
        }
        assertThat(found).containsExactly("outer", "outer");
    }

    /** Some requests have no headers, between others that do. */
    private static String id(int i) {
        return i % 5 == 4 ? TestHeaders.NOTHING : "id-" + i;
    }

    private void nothingIsLeftOnAnyThread() throws Exception {
        CyclicBarrier all = new CyclicBarrier(THREADS);
        List<Future<CapturedHeaders>> found = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            found.add(pool.submit(() -> {
                all.await();
                return CapturedHeaders.current();
            }));
        }
        for (Future<CapturedHeaders> one : found) {
            assertThat(one.get()).isSameAs(CapturedHeaders.none());
        }
    }
}
