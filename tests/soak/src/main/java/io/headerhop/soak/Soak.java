// SPDX-License-Identifier: Apache-2.0
package io.headerhop.soak;

import io.headerhop.CapturedHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Runs the service under load for some minutes: {@code Soak MINUTES FILE}; writes the findings to the file. */
public final class Soak {
    private static final Duration PROGRESS = Duration.ofSeconds(10);
    private static final int PROBING_SECONDS = 10;

    private Soak() {}

    /** Exits with 1 if a header was wrong, missing, leaked or left behind. */
    public static void main(String[] arguments) throws Exception {
        Duration duration = Duration.ofSeconds(Math.round(Double.parseDouble(arguments[0]) * 60));
        Path file = Path.of(arguments[1]);
        Findings findings = new Findings();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            findings.diedThreads.increment();
            failure.printStackTrace();
        });
        try (Upstream upstream = new Upstream(findings);
                Service service = new Service(findings, upstream.home(), Adapters.installed())) {
            long growth = runUnderLoad(findings, service, duration);
            service.stopServing();
            findings.atEnd(liveScopes(service.threads()), growth);
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, findings.json());
        System.out.print(findings.json());
        System.exit(findings.areClean() ? 0 : 1);
    }

    /** Returns by how much the heap in use grew between the first quarter and the end. */
    private static long runUnderLoad(Findings findings, Service service, Duration duration) throws Exception {
        Instant start = Instant.now();
        Instant end = start.plus(duration);
        Instant warm = start.plus(duration.dividedBy(4));
        long heapWhenWarm = 0;
        try (Callers callers = new Callers(findings, service.port(), Long.MAX_VALUE)) {
            while (Instant.now().isBefore(end)) {
                Duration left = Duration.between(Instant.now(), end);
                Thread.sleep(left.compareTo(PROGRESS) < 0 ? Math.max(1, left.toMillis()) : PROGRESS.toMillis());
                if (heapWhenWarm == 0 && Instant.now().isAfter(warm)) {
                    heapWhenWarm = heapInUse();
                }
                long seconds = Duration.between(start, Instant.now()).toSeconds();
                System.out.printf("%4d s: %s%n", seconds, findings.progress());
            }
        }
        return heapInUse() - heapWhenWarm;
    }

    private static long heapInUse() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** The number of threads in these pools with current headers although no request is being served. */
    static long liveScopes(Executor... pools) throws InterruptedException {
        AtomicLong live = new AtomicLong();
        int threads = Stream.of(pools).mapToInt(Soak::sizeOf).sum();
        CountDownLatch looking = new CountDownLatch(threads);
        CountDownLatch allLooked = new CountDownLatch(1);
        Runnable probe = () -> {
            if (!CapturedHeaders.current().isEmpty()) {
                live.incrementAndGet();
            }
            looking.countDown();
            // Keeps its thread, so that the next probe gets another.
            awaitQuietly(allLooked);
        };
        for (Executor pool : pools) {
            for (int size = sizeOf(pool), i = 0; i < size; i++) {
                try {
                    pool.execute(probe);
                } catch (RejectedExecutionException e) {
                    // Still working for callers that have disconnected.
                    looking.countDown();
                }
            }
        }
        looking.await(PROBING_SECONDS, TimeUnit.SECONDS);
        allLooked.countDown();
        return live.get();
    }

    private static int sizeOf(Executor pool) {
        return pool instanceof QueuedThreadPool jetty ? jetty.getThreads() : ((ThreadPoolExecutor) pool).getPoolSize();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            // The pool is being shut down.
            Thread.currentThread().interrupt();
        }
    }
}
