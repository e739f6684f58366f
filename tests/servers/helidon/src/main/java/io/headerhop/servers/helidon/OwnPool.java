// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.helidon;

import io.headerhop.CapturedHeaders;
import io.headerhop.servers.LookingPool;
import io.headerhop.servers.ManagedPool;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/** Helidon has no managed executor: a pool of the application's own. */
@ApplicationScoped
public class OwnPool implements ManagedPool {
    private final ExecutorService pool = CapturedHeaders.propagating(new LookingPool());

    @Override
    public ExecutorService executor() {
        return pool;
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(task);
    }

    @Override
    public <T> CompletionStage<T> supply(Supplier<T> supplier) {
        return CompletableFuture.supplyAsync(supplier, pool);
    }

    @PreDestroy
    void stop() {
        pool.shutdownNow();
    }
}
