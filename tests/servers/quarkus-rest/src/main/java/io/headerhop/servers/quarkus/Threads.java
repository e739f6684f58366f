// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.quarkus;

import io.headerhop.servers.Headers;
import io.quarkus.runtime.ExecutorRecorder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** What the very next task finds on the pool's threads that nothing is handed over to. */
@Path("/threads/raw")
@ApplicationScoped
public class Threads {
    private static final int TASKS = 16;

    @GET
    public String found() throws InterruptedException {
        Executor raw = ExecutorRecorder.getCurrent();
        Set<String> found = ConcurrentHashMap.newKeySet();
        // The tasks wait for each other, so that no thread gets two.
        CountDownLatch all = new CountDownLatch(TASKS);
        CountDownLatch done = new CountDownLatch(TASKS);
        for (int i = 0; i < TASKS; i++) {
            raw.execute(() -> {
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
        done.await(20, TimeUnit.SECONDS);
        return String.join(", ", new TreeSet<>(found));
    }
}
