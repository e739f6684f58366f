// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A pool of the application's own that looks at its threads before each task. */
public final class LookingPool extends ThreadPoolExecutor {
    public LookingPool() {
        super(16, 16, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>());
    }

    @Override
    protected void beforeExecute(Thread thread, Runnable task) {
        Looks.look(Looks.TASK);
    }
}
