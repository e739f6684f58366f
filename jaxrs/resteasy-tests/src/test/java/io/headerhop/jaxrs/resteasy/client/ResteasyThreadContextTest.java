// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.resteasy.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.contract.Headers;
import io.headerhop.jaxrs.contract.AsyncExecutor;
import io.headerhop.jaxrs.resteasy.ClientThreadContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.resteasy.concurrent.ContextualExecutors;
import org.junit.jupiter.api.Test;

/** RESTEasy's own executors hand the headers over to everything that runs on them, with or without the feature. */
class ResteasyThreadContextTest {
    private final ClientThreadContext context = new ClientThreadContext();

    @Test
    void aTaskThatRunsOnItsSubmittersThreadLeavesThatThreadItsHeaders() {
        CapturedHeaders headers = Headers.ofRequest(1);
        try (Scope scope = headers.makeCurrent()) {
            ClientThreadContext.Task task = context.capture();
            context.push(task);
            context.reset(task);
            assertThat(CapturedHeaders.current()).isSameAs(headers);
        }
    }

    @Test
    void aTaskSubmittedOutsideOfAnyRequestSeesNothingOnAThreadThatHasHeaders() {
        ClientThreadContext.Task task = context.capture();
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            context.push(task);
            assertThat(CapturedHeaders.current().isEmpty()).isTrue();
            context.reset(task);
            assertThat(CapturedHeaders.current().isEmpty()).isFalse();
        }
    }

    /** RESTEasy resets all contexts even if one of them failed before ours was asked. */
    @Test
    void aResetWithoutAPushChangesNothing() {
        CapturedHeaders headers = Headers.ofRequest(1);
        try (Scope scope = headers.makeCurrent()) {
            context.reset(context.capture());
            assertThat(CapturedHeaders.current()).isSameAs(headers);
        }
    }

    /** A recurring task belongs to no request, though it may have been scheduled in one. */
    @Test
    void aRecurringTaskRunsWithNothingCurrentAndOneThatRunsOnceWithItsSubmittersHeaders() throws Exception {
        ScheduledExecutorService scheduled = ContextualExecutors.newScheduledThreadPool();
        CapturedHeaders headers = Headers.ofRequest(1);
        Runs fixedRate = new Runs();
        Runs fixedDelay = new Runs();
        try (Scope scope = headers.makeCurrent()) {
            scheduled.scheduleAtFixedRate(fixedRate, 0, 1, TimeUnit.MILLISECONDS);
            scheduled.scheduleWithFixedDelay(fixedDelay, 0, 1, TimeUnit.MILLISECONDS);
            assertThat(scheduled
                            .schedule(CapturedHeaders::current, 0, TimeUnit.MILLISECONDS)
                            .get())
                    .isSameAs(headers);
            assertThat(scheduled.submit(CapturedHeaders::current).get()).isSameAs(headers);
            assertThat(fixedRate.first(3)).allMatch(CapturedHeaders::isEmpty);
            assertThat(fixedDelay.first(3)).allMatch(CapturedHeaders::isEmpty);
        } finally {
            scheduled.shutdownNow();
        }
    }

    /** An executor may capture once for all its tasks, which run on several threads at a time. */
    @Test
    void tasksThatShareWhatTheyAreGivenAlongEndEachOnItsOwnThread() throws Exception {
        CapturedHeaders headers = Headers.ofRequest(1);
        Executor shared;
        try (Scope scope = headers.makeCurrent()) {
            shared = ContextualExecutors.executor();
        }
        ExecutorService threads = AsyncExecutor.daemons(2);
        CyclicBarrier bothRun = new CyclicBarrier(2);
        Callable<CapturedHeaders> task = () -> {
            List<CapturedHeaders> seen = new ArrayList<>();
            shared.execute(() -> {
                seen.add(CapturedHeaders.current());
                await(bothRun);
            });
            seen.add(CapturedHeaders.current());
            assertThat(seen.get(0)).isSameAs(headers);
            return seen.get(1);
        };
        for (Future<CapturedHeaders> afterwards : threads.invokeAll(List.of(task, task))) {
            assertThat(afterwards.get().isEmpty()).isTrue();
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static final class Runs implements Runnable {
        private final BlockingQueue<CapturedHeaders> seen = new ArrayBlockingQueue<>(3);

        @Override
        public void run() {
            seen.offer(CapturedHeaders.current());
        }

        List<CapturedHeaders> first(int count) throws InterruptedException {
            List<CapturedHeaders> first = new ArrayList<>();
            while (first.size() < count) {
                first.add(seen.take());
            }
            return first;
        }
    }
}
