// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** What an application has seen, in order. */
final class Notes {
    private final List<String> all = new CopyOnWriteArrayList<>();
    private final Semaphore completions = new Semaphore(0);

    void clear() {
        all.clear();
        completions.drainPermits();
    }

    void add(String what, Object seen) {
        all.add(what + ": " + seen);
    }

    /** Notes the result of code that may fail, or the class of what it throws. */
    void outcome(String what, Code code) {
        try {
            add(what, code.run());
        } catch (Throwable e) {
            add(what, "throws " + e.getClass().getName());
        }
    }

    /** A listener has seen the request complete. */
    void completed() {
        completions.release();
    }

    void awaitCompletions(int count) throws InterruptedException {
        if (!completions.tryAcquire(count, 20, TimeUnit.SECONDS)) {
            add("not completed", count);
        }
    }

    String all() {
        return String.join("\n", all);
    }

    interface Code {
        Object run() throws Throwable;
    }
}
