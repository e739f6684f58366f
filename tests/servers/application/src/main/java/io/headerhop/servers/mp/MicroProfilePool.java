// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.mp;

import io.headerhop.servers.ManagedPool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.eclipse.microprofile.context.ManagedExecutor;

@ApplicationScoped
public class MicroProfilePool implements ManagedPool {
    // Nothing is said of what it carries: that is the default.
    private final ManagedExecutor executor = ManagedExecutor.builder().build();

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
