// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

/**
 * Ends what {@link CapturedHeaders#makeCurrent()} began. Close it on the thread that opened it, in reverse order of
 * opening; a try-with-resources statement does both.
 *
 * <p>Mistakes never put a thread into a wrong state: closing twice does nothing; closing on the scope's own thread ends
 * also what was opened inside of it and never closed, so that a forgotten scope ends with the request or task around
 * it, while a wrapped task that closes a scope around itself goes on with its own headers; closing on another thread
 * ends this scope alone. Each is counted and told to the observer (see {@link PropagationEvent}).
 */
public interface Scope extends AutoCloseable {
    /** Makes current again what was current before this scope, which may be nothing. */
    @Override
    void close();
}
