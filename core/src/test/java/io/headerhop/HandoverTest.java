// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headerhop.contract.Delegation;
import io.headerhop.contract.Headers;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

class HandoverTest {
    private static final int THREADS = 4;

    private final CapturedHeaders a = Headers.ofRequest(1);
    private final CapturedHeaders b = Headers.ofRequest(2);
    private final ScheduledExecutorService plain = Executors.newScheduledThreadPool(THREADS);
    private final ScheduledExecutorService pool = CapturedHeaders.propagating(plain);
    private final Callable<CapturedHeaders> look = CapturedHeaders::current;

    /** All threads are started before the test, under another request: anything they inherit is wrong. */
    @BeforeEach
    void warmThePoolUpUnderAnotherRequest() throws Exception {
        CyclicBarrier allAtOnce = new CyclicBarrier(THREADS);
        try (Scope scope = Headers.ofRequest(9).makeCurrent()) {
            List<Callable<Integer>> tasks =
                    List.of(allAtOnce::await, allAtOnce::await, allAtOnce::await, allAtOnce::await);
            for (Future<Integer> task : pool.invokeAll(tasks)) {
                task.get();
            }
        }
    }

    @AfterEach
    void thePoolsThreadsAreLeftCleanAndSoIsThisOne() throws Exception {
        CyclicBarrier allAtOnce = new CyclicBarrier(THREADS);
        Callable<CapturedHeaders> lookOnEachThread = () -> {
            allAtOnce.await();
            return CapturedHeaders.current();
        };
        for (Future<CapturedHeaders> seen :
                plain.invokeAll(List.of(lookOnEachThread, lookOnEachThread, lookOnEachThread, lookOnEachThread))) {
            assertThat(seen.get().isEmpty()).isTrue();
        }
        plain.shutdownNow();
        assertThat(CapturedHeaders.current().isEmpty()).isTrue();
    }

    @Test
    void everyWayToSubmitHandsOverWhatIsCurrentAtThatMoment() throws Exception {
        CapturedHeaders[] seen = new CapturedHeaders[2];
        Future<CapturedHeaders> callable;
        Future<?> runnable;
        Future<String> runnableWithResult;
        CompletableFuture<CapturedHeaders> executed = new CompletableFuture<>();
        try (Scope scope = a.makeCurrent()) {
            callable = pool.submit(look);
            runnable = pool.submit(() -> {
                seen[0] = CapturedHeaders.current();
            });
            runnableWithResult = pool.submit(
                    () -> {
                        seen[1] = CapturedHeaders.current();
                    },
                    "result");
            pool.execute(() -> executed.complete(CapturedHeaders.current()));
        }
        assertThat(callable.get()).isSameAs(a);
        runnable.get();
        assertThat(seen[0]).isSameAs(a);
        assertThat(runnableWithResult.get()).isEqualTo("result");
        assertThat(seen[1]).isSameAs(a);
        assertThat(executed.get()).isSameAs(a);
    }

    @Test
    void invokeAllAndInvokeAnyHandOver() throws Exception {
        try (Scope scope = a.makeCurrent()) {
            for (Future<CapturedHeaders> seen : pool.invokeAll(List.of(look, look))) {
                assertThat(seen.get()).isSameAs(a);
            }
            for (Future<CapturedHeaders> seen : pool.invokeAll(List.of(look, look), 10, TimeUnit.SECONDS)) {
                assertThat(seen.get()).isSameAs(a);
            }
            assertThat(pool.invokeAny(List.of(look, look))).isSameAs(a);
            assertThat(pool.invokeAny(List.of(look, look), 10, TimeUnit.SECONDS))
                    .isSameAs(a);
        }
    }

    @Test
    void aTaskScheduledOnceSeesWhatWasCurrentWhenItWasScheduled() throws Exception {
        ScheduledFuture<CapturedHeaders> callable;
        CompletableFuture<CapturedHeaders> runnable = new CompletableFuture<>();
        try (Scope scope = a.makeCurrent()) {
            callable = pool.schedule(look, 1, TimeUnit.MILLISECONDS);
            pool.schedule(
                    () -> {
                        runnable.complete(CapturedHeaders.current());
                    },
                    1,
                    TimeUnit.MILLISECONDS);
        }
        assertThat(callable.get()).isSameAs(a);
        assertThat(runnable.get()).isSameAs(a);
    }

    /** It keeps running long after the request that scheduled it has ended. */
    @Test
    void aTaskThatRecursSeesNothingEachTimeItRuns() throws Exception {
        BlockingQueue<CapturedHeaders> seen = new LinkedBlockingQueue<>();
        List<ScheduledFuture<?>> recurring = new ArrayList<>();
        try (Scope scope = a.makeCurrent()) {
            Runnable look = () -> seen.add(CapturedHeaders.current());
            recurring.add(pool.scheduleAtFixedRate(look, 0, 1, TimeUnit.MILLISECONDS));
            recurring.add(pool.scheduleWithFixedDelay(look, 0, 1, TimeUnit.MILLISECONDS));
            for (int i = 0; i < 20; i++) {
                assertThat(seen.poll(10, TimeUnit.SECONDS).isEmpty()).isTrue();
            }
        }
        recurring.forEach(task -> task.cancel(false));
    }

    @Test
    void aTaskSubmittedOutsideARequestSeesNothingWhicheverThreadRunsIt() throws Exception {
        assertThat(pool.submit(look).get().isEmpty()).isTrue();
        Executor direct = CapturedHeaders.propagating((Executor) Runnable::run);
        CapturedHeaders[] seen = new CapturedHeaders[1];
        Runnable submittedOutside = CapturedHeaders.none().wrap(() -> {
            seen[0] = CapturedHeaders.current();
        });
        try (Scope scope = a.makeCurrent()) {
            submittedOutside.run();
            assertThat(seen[0].isEmpty()).isTrue();
            direct.execute(() -> assertThat(CapturedHeaders.current()).isSameAs(a));
            assertThat(CapturedHeaders.current()).isSameAs(a);
        }
    }

    @Test
    void aTaskThatRunsOnAThreadWithARequestOfItsOwnLeavesThatRequestsHeaders() {
        Runnable wrapped = a.wrap(() -> assertThat(CapturedHeaders.current()).isSameAs(a));
        try (Scope scope = b.makeCurrent()) {
            wrapped.run();
            assertThat(CapturedHeaders.current()).isSameAs(b);
        }
    }

    @Test
    void aFailingTaskFailsAsItWouldAndLeavesNothing() {
        Future<Object> failing;
        try (Scope scope = a.makeCurrent()) {
            failing = pool.submit((Callable<Object>) () -> {
                throw new IllegalStateException("on purpose");
            });
        }
        assertThatThrownBy(failing::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void stagesOfACompletableFutureRunWithTheHeadersOnAPropagatingExecutor() throws Exception {
        CompletableFuture<CapturedHeaders> first;
        CompletableFuture<CapturedHeaders> second;
        try (Scope scope = a.makeCurrent()) {
            first = CompletableFuture.supplyAsync(CapturedHeaders::current, pool);
            second = new CompletableFuture<>();
            first.thenRunAsync(a.wrap(() -> second.complete(CapturedHeaders.current())), plain);
        }
        assertThat(first.get()).isSameAs(a);
        assertThat(second.get()).isSameAs(a);
    }

    @Test
    void stagesOfASharedFutureSeeTheirOwnHeadersWhicheverRequestCompletesIt() throws Exception {
        CompletableFuture<String> shared = new CompletableFuture<>();
        CompletableFuture<CapturedHeaders> own;
        CompletableFuture<CapturedHeaders> completers;
        try (Scope scope = b.makeCurrent()) {
            own = shared.thenApplyAsync(
                    answer -> CapturedHeaders.current(),
                    CapturedHeaders.current().executor(plain));
            completers = shared.thenApplyAsync(answer -> CapturedHeaders.current(), pool);
        }
        try (Scope scope = a.makeCurrent()) {
            shared.complete("answer");
        }
        assertThat(own.get()).isSameAs(b);
        // A propagating pool hands over what is current where the task is submitted, which is here.
        assertThat(completers.get()).isSameAs(a);
    }

    @Test
    void withoutHandingOverAThreadSeesNothing() throws Exception {
        try (Scope scope = a.makeCurrent()) {
            assertThat(plain.submit(look).get().isEmpty()).isTrue();
            CapturedHeaders[] seen = new CapturedHeaders[1];
            Thread thread = new Thread(() -> seen[0] = CapturedHeaders.current());
            thread.start();
            thread.join();
            assertThat(seen[0].isEmpty()).isTrue();
        }
    }

    @Test
    void wrappingTwiceIsWrappingOnce() {
        assertThat(CapturedHeaders.propagating(pool)).isSameAs(pool);
        assertThat(CapturedHeaders.propagating((ExecutorService) pool)).isSameAs(pool);
        assertThat(CapturedHeaders.propagating((Executor) pool)).isSameAs(pool);
    }

    /** Not later on a pool thread, where the failure would go unnoticed. */
    @Test
    void aNullTaskIsRefusedWhereItIsHandedOver() {
        assertThatThrownBy(() -> pool.execute(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> pool.submit((Callable<Object>) null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> pool.schedule((Runnable) null, 1, TimeUnit.DAYS))
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> a.executor(plain).execute(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void theLifecycleIsTheDelegatesAndTasksNeverRunComeBackUnwrapped() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        ExecutorService single = CapturedHeaders.propagating(Executors.newSingleThreadExecutor());
        single.execute(() -> {
            started.countDown();
            awaitInterrupt(never);
        });
        started.await();
        Runnable waiting = () -> {};
        single.execute(waiting);
        assertThat(single.isShutdown()).isFalse();
        assertThat(single.shutdownNow()).containsExactly(waiting);
        assertThat(single.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(single.isTerminated()).isTrue();
        assertThatThrownBy(() -> single.execute(waiting)).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void everyMethodOfAnExecutorIsDelegated() {
        Delegation.of(Executor.class, CapturedHeaders::propagating).assertComplete();
        Delegation.of(Executor.class, a::executor).assertComplete();
        Delegation.of(ExecutorService.class, CapturedHeaders::propagating).assertComplete();
        Delegation.of(ScheduledExecutorService.class, CapturedHeaders::propagating)
                .assertComplete();
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_19)
    void closingIsDelegatedToo() throws Exception {
        Method close = ExecutorService.class.getMethod("close");
        close.invoke(CapturedHeaders.propagating(ForkJoinPool.commonPool()));
        ExecutorService own = Executors.newSingleThreadExecutor();
        close.invoke(CapturedHeaders.propagating(own));
        assertThat(own.isTerminated()).isTrue();
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void virtualThreadsGetTheHeadersFromAPropagatingExecutorAndNotByInheritance() throws Exception {
        ExecutorService virtual = newVirtualThreadPerTaskExecutor();
        ExecutorService propagating = CapturedHeaders.propagating(virtual);
        try (Scope scope = a.makeCurrent()) {
            assertThat(propagating.submit(look).get()).isSameAs(a);
            assertThat(virtual.submit(look).get().isEmpty()).isTrue();
        } finally {
            propagating.shutdown();
        }
    }

    private static ExecutorService newVirtualThreadPerTaskExecutor()
            throws NoSuchMethodException, IllegalAccessException, InvocationTargetException {
        return (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }

    private static void awaitInterrupt(CountDownLatch never) {
        try {
            never.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
