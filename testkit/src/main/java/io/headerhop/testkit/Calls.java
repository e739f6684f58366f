// SPDX-License-Identifier: Apache-2.0
package io.headerhop.testkit;

import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where a stand-in tells which calls a service makes. One check at a time listens; others wait for it. Safe for use by
 * several threads.
 */
public final class Calls {
    private final Semaphore free = new Semaphore(1);
    private volatile @Nullable Recording recording;

    Calls() {}

    void add(ReceivedCall call) {
        Recording now = recording;
        if (now != null) {
            now.add(call);
        }
    }

    /** Records from now on, until {@link #end}. */
    Recording begin(Predicate<ReceivedCall> which) throws InterruptedException {
        free.acquire();
        Recording now = new Recording(which);
        recording = now;
        return now;
    }

    void end() {
        recording = null;
        free.release();
    }
}
