// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The cost of handing what is current to a task that runs where nothing is current. {@code platform}: the task runs on
 * the same thread, as it would on a pool's; {@code virtual}: each task has a new virtual thread, started by another.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 150, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgs = {
            "-Xms256m",
            "-Xmx256m",
            "-XX:+UseG1GC",
            "-XX:-UsePerfData",
            "-Djdk.virtualThreadScheduler.parallelism=1",
            "-Djdk.virtualThreadScheduler.maxPoolSize=1"
        })
public class HandoverBenchmark {
    private static final int BATCH = 1_000;

    @Param({"platform", "virtual"})
    public String thread = "";

    @Param({"baseline", "headerhop", "openTelemetry", "brave", "micrometer", "ttl"})
    public String contender = "";

    private Handover handover = new Handover.Nothing();
    private Executor propagating = Runnable::run;
    private @Nullable ThreadFactory virtualThreads;
    private CountDownLatch done = new CountDownLatch(0);
    private @Nullable Runnable handed;
    private final Runnable task = this::run;
    private final Runnable openAndClose = this::openAndClose;

    @Setup
    public void start() throws ReflectiveOperationException {
        handover = Handover.of(contender);
        propagating = handover.wrap((Executor) task -> handed = task);
        virtualThreads = thread.equals("virtual") ? virtualThreads() : null;
    }

    /** Java 17, which we compile for, has no virtual threads. */
    private static ThreadFactory virtualThreads() throws ReflectiveOperationException {
        Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
        return (ThreadFactory)
                Class.forName("java.lang.Thread$Builder").getMethod("factory").invoke(builder);
    }

    /** Only makes something current and ends that: part of all the others. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void scope() throws Exception {
        repeat(() -> start(openAndClose));
    }

    /** Wraps a task, as for {@code new Thread}. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void wrapAndRun() throws Exception {
        repeat(() -> {
            try (AutoCloseable open = handover.open()) {
                handed = handover.wrap(task);
            }
            start(handed);
        });
    }

    /** Submits a task to an executor that was wrapped once. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void execute() throws Exception {
        repeat(() -> {
            try (AutoCloseable open = handover.open()) {
                propagating.execute(task);
            }
            start(handed);
        });
    }

    private void repeat(Batch.Operation operation) throws Exception {
        if (virtualThreads == null) {
            Batch.repeat(BATCH, operation);
            return;
        }
        CountDownLatch all = new CountDownLatch(BATCH);
        done = all;
        FutureTask<@Nullable Void> batch = new FutureTask<>(() -> {
            Batch.repeat(BATCH, operation);
            return null;
        });
        virtualThreads.newThread(batch).start();
        batch.get();
        all.await();
    }

    private void start(@Nullable Runnable task) {
        if (task == null) {
            throw new IllegalStateException("the executor did not get the task");
        }
        if (virtualThreads == null) {
            task.run();
        } else {
            virtualThreads.newThread(task).start();
        }
    }

    private void openAndClose() {
        try (AutoCloseable open = handover.open()) {
            run();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void run() {
        done.countDown();
    }
}
