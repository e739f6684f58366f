// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.ee;

import io.headerhop.servers.ManagedPool;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

@ApplicationScoped
public class JakartaPool implements ManagedPool {
    @Resource(lookup = "java:comp/DefaultManagedExecutorService")
    private ManagedExecutorService executor;

    @Override
    public ExecutorService executor() {
        return executor;
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(task);
    }

    @Override
    public <T> CompletionStage<T> supply(Supplier<T> supplier) {
        return executor.supplyAsync(supplier);
    }
}
