// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/** The server's own executor, by whichever standard it has. */
public interface ManagedPool extends Executor {
    /** The executor itself. */
    ExecutorService executor();

    /** By the standard's own way to make a stage. */
    <T> CompletionStage<T> supply(Supplier<T> supplier);
}
