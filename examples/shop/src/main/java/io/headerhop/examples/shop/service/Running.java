// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.service;

import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What has been started and must be stopped, in reverse order. Closing twice has no effect, and nothing starts after
 * closing, so a signal during startup leaves nothing behind. Safe to share between threads.
 */
public final class Running implements AutoCloseable {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private boolean closed;

    /** How a part is started. */
    @FunctionalInterface
    public interface Start<T> {
        T start() throws Exception;
    }

    /** Starts a part that is closed with the others. Closing waits until it has started. */
    public synchronized <T extends AutoCloseable> T start(Start<T> start) throws Exception {
        checkOpen();
        T part = start.start();
        parts.push(part);
        return part;
    }

    /** Remembers how to stop what is started next. */
    public synchronized void stopWith(AutoCloseable stop) {
        checkOpen();
        parts.push(stop);
    }

    public synchronized boolean isClosed() {
        return closed;
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("already stopped");
        }
    }

    /** Stops all of them, even if one fails to stop. */
    @Override
    public synchronized void close() {
        closed = true;
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                System.getLogger(Running.class.getName()).log(Level.WARNING, "Could not stop a part", e);
            }
        }
    }

    /** Waits until the process is told to end, then stops everything: the last line of a service's main. */
    public void untilTold() throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop"));
        Thread.currentThread().join();
    }
}
