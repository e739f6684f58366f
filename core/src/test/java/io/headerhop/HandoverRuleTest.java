// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.contract.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The handover rule: a pool that you submit to yourself is {@code propagating(pool)}; a pool that you hand to a
 * library, or to a later stage of a future, is {@code current().executor(pool)}. In each of these cases the first form
 * is wrong and the second is right, since another thread submits the task.
 */
class HandoverRuleTest {
    private final CapturedHeaders mine = Headers.ofRequest(1);
    private final ExecutorService pool = Executors.newFixedThreadPool(2);
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() throws Exception {
        for (ExecutorService executor : List.of(pool, scheduler)) {
            executor.shutdown();
            assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** What a task saw when an executor was used in this way in my request. */
    private CapturedHeaders seen(Executor executor, Way way) throws Exception {
        CompletableFuture<CapturedHeaders> seen;
        try (Scope scope = mine.makeCurrent()) {
            seen = way.use(executor);
        }
        return seen.get(10, TimeUnit.SECONDS);
    }

    @FunctionalInterface
    private interface Way {
        CompletableFuture<CapturedHeaders> use(Executor executor) throws Exception;
    }

    private void assertOnlyByNameIsRight(Way way) throws Exception {
        CapturedHeaders propagating = seen(CapturedHeaders.propagating((Executor) pool), way);
        assertThat(propagating).isNotSameAs(mine);
        CapturedHeaders byName;
        try (Scope scope = mine.makeCurrent()) {
            byName = seen(CapturedHeaders.current().executor((Executor) pool), way);
        }
        assertThat(byName).isSameAs(mine);
    }

    @Test
    void theHedgeThatADelayedExecutorStarts() throws Exception {
        assertOnlyByNameIsRight(executor -> CompletableFuture.supplyAsync(
                CapturedHeaders::current, CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS, executor)));
    }

    @Test
    void theFallbackOfACallThatTookTooLong() throws Exception {
        assertOnlyByNameIsRight(executor -> {
            CompletableFuture<CapturedHeaders> call = new CompletableFuture<>();
            CompletableFuture<CapturedHeaders> fallback =
                    call.exceptionallyAsync(failure -> CapturedHeaders.current(), executor);
            // Only now, so that the stage is attached before the timeout.
            call.orTimeout(1, TimeUnit.MILLISECONDS);
            return fallback;
        });
    }

    @Test
    void theStageThatAnotherRequestCompletes() throws Exception {
        assertOnlyByNameIsRight(executor -> {
            CompletableFuture<String> shared = new CompletableFuture<>();
            CompletableFuture<CapturedHeaders> stage =
                    shared.thenApplyAsync(value -> CapturedHeaders.current(), executor);
            completeInAnotherRequest(shared);
            return stage;
        });
    }

    @Test
    void theCollectorThatSubmitsFromAThreadOfItsOwn() throws Exception {
        assertOnlyByNameIsRight(executor -> {
            CompletableFuture<CapturedHeaders> seen = new CompletableFuture<>();
            BlockingQueue<Runnable> queue = new ArrayBlockingQueue<>(1);
            queue.add(() -> seen.complete(CapturedHeaders.current()));
            scheduler.execute(() -> executor.execute(queue.remove()));
            return seen;
        });
    }

    @Test
    void theRetryThatALibrarySchedules() throws Exception {
        CompletableFuture<CapturedHeaders> retried = new CompletableFuture<>();
        ScheduledExecutorService byName = mine.executor(scheduler);
        byName.schedule(() -> retried.complete(CapturedHeaders.current()), 1, TimeUnit.MILLISECONDS);
        assertThat(retried.get(10, TimeUnit.SECONDS)).isSameAs(mine);
        Callable<CapturedHeaders> look = CapturedHeaders::current;
        assertThat(byName.schedule(look, 1, TimeUnit.MILLISECONDS).get()).isSameAs(mine);
    }

    @Test
    void everythingThatIsSubmittedByNameWhateverIsCurrentThere() throws Exception {
        ExecutorService byName = mine.executor(pool);
        Callable<CapturedHeaders> look = CapturedHeaders::current;
        try (Scope scope = Headers.ofRequest(2).makeCurrent()) {
            assertThat(byName.submit(look).get()).isSameAs(mine);
            assertThat(byName.invokeAny(List.of(look))).isSameAs(mine);
            for (Future<CapturedHeaders> seen : byName.invokeAll(List.of(look, look))) {
                assertThat(seen.get()).isSameAs(mine);
            }
        }
        assertThat(pool.submit(look).get().isEmpty()).isTrue();
    }

    @Test
    void aStageWithoutAPoolRunsOnTheCompletingThreadWithMyHeaders() throws Exception {
        CompletableFuture<String> shared = new CompletableFuture<>();
        CompletableFuture<CapturedHeaders> stage;
        try (Scope scope = mine.makeCurrent()) {
            stage = shared.handleAsync(
                    (value, failure) -> CapturedHeaders.current(),
                    CapturedHeaders.current().executor(Runnable::run));
        }
        completeInAnotherRequest(shared);
        assertThat(stage.get()).isSameAs(mine);
    }

    @Test
    void oneFutureSharedBySeveralRequestsGivesEachItsOwn() throws Exception {
        CompletableFuture<String> shared = new CompletableFuture<>();
        List<CompletableFuture<CapturedHeaders>> stages = new ArrayList<>();
        List<CapturedHeaders> requests =
                IntStream.range(10, 30).mapToObj(Headers::ofRequest).toList();
        for (CapturedHeaders request : requests) {
            try (Scope scope = request.makeCurrent()) {
                stages.add(shared.thenApplyAsync(
                        value -> CapturedHeaders.current(),
                        CapturedHeaders.current().executor(pool)));
            }
        }
        completeInAnotherRequest(shared);
        for (int i = 0; i < requests.size(); i++) {
            assertThat(stages.get(i).get()).isSameAs(requests.get(i));
        }
    }

    private void completeInAnotherRequest(CompletableFuture<String> future) throws Exception {
        scheduler
                .submit(Headers.ofRequest(9).wrap(() -> future.complete("done")))
                .get();
    }

    @Test
    void whatIsCurrentAtSubmissionWinsOverAPoolThatWasBoundBefore() throws Exception {
        ExecutorService both = CapturedHeaders.propagating(Headers.ofRequest(2).executor(pool));
        Callable<CapturedHeaders> look = CapturedHeaders::current;
        try (Scope scope = mine.makeCurrent()) {
            assertThat(both.submit(look).get()).isSameAs(mine);
        }
        ExecutorService bound = mine.executor(CapturedHeaders.propagating(pool));
        assertThat(bound.submit(look).get()).isSameAs(mine);
    }

    @Test
    void functionsSuppliersAndConsumersRunWithTheHeadersTheyWereWrappedBy() throws Exception {
        assertThat(pool.submit(() -> mine.wrapSupplier(CapturedHeaders::current).get())
                        .get())
                .isSameAs(mine);
        assertThat(pool.submit(() -> mine.<String, CapturedHeaders>wrapFunction(any -> CapturedHeaders.current())
                                .apply("any"))
                        .get())
                .isSameAs(mine);
        List<CapturedHeaders> accepted = new ArrayList<>();
        mine.<String>wrapConsumer(any -> accepted.add(CapturedHeaders.current()))
                .accept("any");
        assertThat(accepted).containsExactly(mine);
        assertThat(CapturedHeaders.current().isEmpty()).isTrue();
    }

    @Test
    void allThreadsOfAParallelStreamSeeTheHeaders() throws Exception {
        Set<CapturedHeaders> seen = ConcurrentHashMap.newKeySet();
        try (Scope scope = mine.makeCurrent()) {
            IntStream.range(0, 1000)
                    .boxed()
                    .parallel()
                    .map(CapturedHeaders.current().wrapFunction(item -> {
                        return CapturedHeaders.current();
                    }))
                    .forEach(seen::add);
        }
        assertThat(seen).containsExactly(mine);
    }

    @Test
    void aThreadOfTheFactoryHasTheHeadersFromStartToEnd() throws Exception {
        ThreadFactory factory = mine.threadFactory(Executors.defaultThreadFactory());
        List<CapturedHeaders> seen = new ArrayList<>();
        Thread thread = factory.newThread(() -> seen.add(CapturedHeaders.current()));
        thread.start();
        thread.join();
        assertThat(seen).containsExactly(mine);
    }
}
