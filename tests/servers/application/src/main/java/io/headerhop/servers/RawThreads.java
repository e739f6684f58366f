// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** What the very next task finds on each thread of a pool that hands nothing over. */
public final class RawThreads {
    private static final int TASKS = 16;

    private RawThreads() {}

    /** The different ids that the tasks found, with commas between them. */
    public static String found(Executor pool) throws InterruptedException {
        Set<String> found = ConcurrentHashMap.newKeySet();
        // The tasks wait for each other, so that no thread gets two.
        CountDownLatch all = new CountDownLatch(TASKS);
        CountDownLatch done = new CountDownLatch(TASKS);
        for (int i = 0; i < TASKS; i++) {
            pool.execute(() -> {
                found.add(Headers.current());
                all.countDown();
                try {
                    all.await(10, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                done.countDown();
            });
        }
        return done.await(20, TimeUnit.SECONDS) ? String.join(", ", new TreeSet<>(found)) : "not all tasks ended";
    }
}
