package io.headerhop.examples.soak;

import io.headerhop.CapturedHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Runs the service under load for some minutes: {@code Soak MINUTES FILE}; writes the findings to the file. */
public final class Soak {
    private static final Duration PROGRESS = Duration.ofSeconds(10);
    private static final int PROBES = 64;

    private Soak() {}

    /** Exits with 1 if a header was wrong, missing, leaked or left behind. */
    public static void main(String[] arguments) throws Exception {
        Duration duration = Duration.ofSeconds(Math.round(Double.parseDouble(arguments[0]) * 60));
        Path file = Path.of(arguments[1]);
        Findings findings = new Findings();
        try (Upstream upstream = new Upstream(findings);
                Service service = new Service(findings, upstream.home())) {
            long growth = runUnderLoad(findings, service, duration);
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
        try (Callers callers = new Callers(findings, service.port())) {
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

    /** How many of many tasks, on all threads of all pools, see headers though no request is being served. */
    private static long liveScopes(Executor[] pools) throws InterruptedException {
        AtomicLong live = new AtomicLong();
        for (Executor pool : pools) {
            CountDownLatch looked = new CountDownLatch(PROBES);
            for (int i = 0; i < PROBES; i++) {
                try {
                    pool.execute(() -> {
                        if (!CapturedHeaders.current().isEmpty()) {
                            live.incrementAndGet();
                        }
                        looked.countDown();
                    });
                } catch (RejectedExecutionException e) {
                    // A small pool: the tasks that it takes look at all of its threads.
                    looked.countDown();
                }
            }
            looked.await(10, TimeUnit.SECONDS);
        }
        return live.get();
    }
}
