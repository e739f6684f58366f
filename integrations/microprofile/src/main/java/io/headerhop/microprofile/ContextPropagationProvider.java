// SPDX-License-Identifier: Apache-2.0
package io.headerhop.microprofile;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import java.util.Map;
import org.eclipse.microprofile.context.spi.ThreadContextProvider;
import org.eclipse.microprofile.context.spi.ThreadContextSnapshot;

/**
 * Tells MicroProfile Context Propagation what the current headers are: a {@code ManagedExecutor} and a
 * {@code ThreadContext} then carry them, clear them or leave them alone, as they were built to. Found by
 * {@link java.util.ServiceLoader}; applications need only {@link #TYPE}, and only where they list types of context:
 *
 * <pre>{@code
 * ManagedExecutor.builder().propagated(ContextPropagationProvider.TYPE, ThreadContext.CDI).cleared(ThreadContext.ALL_REMAINING)
 * }</pre>
 *
 * <p>A task that recurs, on a scheduler that hands over by this standard, runs with nothing current: it goes on when
 * the request that happened to schedule it is long over. Stateless.
 */
public final class ContextPropagationProvider implements ThreadContextProvider {
    /** The type of context that the headers are; it never changes. */
    public static final String TYPE = "Headerhop";

    /** Called by {@link java.util.ServiceLoader}. */
    public ContextPropagationProvider() {}

    /** What is current on this thread, for the tasks that are given it, unless they last. */
    @Override
    public ThreadContextSnapshot currentContext(Map<String, String> properties) {
        CapturedHeaders current = CapturedHeaders.current();
        // The common case first: looking for the caller takes longer.
        boolean nothing = current == CapturedHeaders.none() || Lasting.isBeingMade();
        return snapshot(nothing ? CapturedHeaders.none() : current);
    }

    /** Nothing, for tasks in which the context is cleared. */
    @Override
    public ThreadContextSnapshot clearedContext(Map<String, String> properties) {
        return snapshot(CapturedHeaders.none());
    }

    private static ThreadContextSnapshot snapshot(CapturedHeaders headers) {
        return () -> {
            Scope scope = headers.makeCurrent();
            return scope::close;
        };
    }

    @Override
    public String getThreadContextType() {
        return TYPE;
    }
}
