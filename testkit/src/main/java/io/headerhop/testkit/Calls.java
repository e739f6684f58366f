// SPDX-License-Identifier: Apache-2.0
package io.headerhop.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The calls that a service has made, in the order in which they arrived. Safe for use by several threads. */
public final class Calls {
    private final List<ReceivedCall> received = new ArrayList<>();

    Calls() {}

    synchronized void add(ReceivedCall call) {
        received.add(call);
        notifyAll();
    }

    synchronized int size() {
        return received.size();
    }

    synchronized List<ReceivedCall> from(int index) {
        return List.copyOf(received.subList(index, received.size()));
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

    /** Waits until none has come for this long. */
    void awaitQuiet(Duration quiet) throws InterruptedException {
        while (await(size() + 1, quiet)) {
            // Another one: wait anew.
        }
    }
}
