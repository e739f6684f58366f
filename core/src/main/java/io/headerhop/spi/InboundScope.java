// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spi;

/**
 * The scope in which an inbound adapter serves a request. Closed on the thread that opened it; for requests that end on
 * another thread than they began on, it can be ended from any thread.
 */
public interface InboundScope extends AutoCloseable {
    /** Ends this scope and everything that was opened inside it and left open. Called on the thread that opened it. */
    @Override
    void close();

    /**
     * Ends this scope alone, from any thread: from now on its headers are current nowhere. Scopes opened inside it stay
     * open.
     */
    void expire();

    /**
     * Whether it has not ended yet, by itself or by the end of a scope around it. Asked on the thread that opened it.
     */
    boolean isOpen();
}
