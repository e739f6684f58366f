// SPDX-License-Identifier: Apache-2.0
package io.headerhop.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The calls of one run, in the order in which they arrived. Safe for use by several threads. */
final class Recording {
    private final List<ReceivedCall> received = new ArrayList<>();
    private final Predicate<ReceivedCall> which;

    Recording(Predicate<ReceivedCall> which) {
        this.which = which;
    }

    synchronized void add(ReceivedCall call) {
        if (which.test(call)) {
            received.add(call);
            notifyAll();
        }
    }

    synchronized int size() {
        return received.size();
    }

    synchronized ReceivedCall get(int index) {
        return received.get(index);
    }

    synchronized List<ReceivedCall> all() {
        return List.copyOf(received);
    }

    /** Waits until so many are there, or for this long; returns whether they are. */
    synchronized boolean await(int size, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (received.size() < size) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            wait(left / 1_000_000 + 1);
        }
        return true;
    }

    /** Waits until none has come for this long; a service that calls all the time on its own has none such. */
    void awaitQuiet(Duration quiet, Duration atMost) throws InterruptedException {
        long begin = System.nanoTime();
        while (await(size() + 1, quiet) && System.nanoTime() - begin < atMost.toNanos()) {
            // Another one: wait anew.
        }
    }
}
