// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import java.util.Objects;

/** Runs a task with the headers that were current when it was handed over. */
record PropagatingRunnable(CapturedHeaders headers, Runnable task) implements Runnable {
    PropagatingRunnable {
        Objects.requireNonNull(task);
    }

    @Override
    public void run() {
        Object outer = Current.enter(headers);
        try {
            task.run();
        } finally {
            Current.leave(headers, outer);
        }
    }
}
