package io.headerhop;

/**
 * Ends what {@link CapturedHeaders#makeCurrent()} began. Close it on the thread that opened it, in reverse order of
 * opening; a try-with-resources statement does both.
 *
 * <p>Mistakes never put a thread into a wrong state: closing twice does nothing, closing before an inner scope leaves
 * the inner one current, closing on another thread ends the scope on its own thread. Each is counted and told to the
 * observer (see {@link PropagationEvent}).
 */
public interface Scope extends AutoCloseable {
    /** Makes current again what was current before this scope, which may be nothing. */
    @Override
    void close();

    /**
     * Ends this scope from whichever thread: from this moment its headers are not current anywhere. For requests that
     * end on another thread than they began on. The thread that opened the scope forgets it the next time it asks for
     * or makes something current.
     */
    void expire();
}
