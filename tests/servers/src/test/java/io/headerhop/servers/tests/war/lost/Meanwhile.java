// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.tests.war.lost;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** Another thread that submits a task while this one does, and stays half-way until this one is done. */
public final class Meanwhile {
    private static volatile Meanwhile armed;

    private final Thread submitting = Thread.currentThread();
    private final CountDownLatch halfWay = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread other;
    private boolean begun;

    private Meanwhile(ExecutorService executor) {
        other = new Thread(() -> executor.execute(() -> {}));
    }

    static void arm(ExecutorService executor) {
        armed = new Meanwhile(executor);
    }

    static void disarm() {
        Meanwhile was = armed;
        if (was != null) {
            armed = null;
            was.done.countDown();
        }
    }

    /** Called where the first of this thread's contexts is taken. */
    static void anotherThreadSubmits() {
        Meanwhile now = armed;
        if (now != null && Thread.currentThread() == now.submitting && !now.begun) {
            now.begun = true;
            now.other.start();
            await(now.halfWay);
        }
    }

    /** Called where the server asks for the types of contexts. */
    static void stay() {
        Meanwhile now = armed;
        if (now != null && Thread.currentThread() == now.other) {
            now.halfWay.countDown();
            await(now.done);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody came");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
