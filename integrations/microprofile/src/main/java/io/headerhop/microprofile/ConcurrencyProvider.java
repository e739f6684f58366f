// SPDX-License-Identifier: Apache-2.0
package io.headerhop.microprofile;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import jakarta.enterprise.concurrent.spi.ThreadContextProvider;
import jakarta.enterprise.concurrent.spi.ThreadContextRestorer;
import jakarta.enterprise.concurrent.spi.ThreadContextSnapshot;
import java.io.Serializable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells Jakarta Concurrency what the current headers are: a {@code ManagedExecutorService} and a {@code ContextService}
 * then carry them, clear them or leave them alone, as they are defined to. Found by {@link java.util.ServiceLoader};
 * applications need only {@link #TYPE}, and only where they list types of context:
 *
 * <pre>{@code
 * @ContextServiceDefinition(name = "java:app/tasks", propagated = {ConcurrencyProvider.TYPE, ContextServiceDefinition.APPLICATION})
 * }</pre>
 *
 * <p>A task that recurs runs with nothing current, and so do the threads of a {@code ManagedThreadFactory}: they go on
 * when the request that happened to begin them is long over. Stateless.
 */
public final class ConcurrencyProvider implements ThreadContextProvider {
    /** The type of context that the headers are; it never changes. */
    public static final String TYPE = "Headerhop";

    /** Called by {@link java.util.ServiceLoader}. */
    public ConcurrencyProvider() {}

    /** What is current on this thread, for the tasks that are given it, unless they last. */
    @Override
    public ThreadContextSnapshot currentContext(Map<String, String> properties) {
        CapturedHeaders current = CapturedHeaders.current();
        // The common case first: looking for the caller takes longer.
        boolean nothing = current == CapturedHeaders.none() || Lasting.isBeingMade();
        return new Snapshot(nothing ? CapturedHeaders.none() : current);
    }

    /** Nothing, for tasks in which the context is cleared. */
    @Override
    public ThreadContextSnapshot clearedContext(Map<String, String> properties) {
        return new Snapshot(CapturedHeaders.none());
    }

    @Override
    public String getThreadContextType() {
        return TYPE;
    }

    /**
     * Serializable, as contextual proxies are; the headers of a request do not outlive the JVM, and then it has none.
     */
    private static final class Snapshot implements ThreadContextSnapshot, Serializable {
        private static final long serialVersionUID = 1;

        private final transient @Nullable CapturedHeaders headers;

        Snapshot(CapturedHeaders headers) {
            this.headers = headers;
        }

        @Override
        public ThreadContextRestorer begin() {
            Scope scope = (headers == null ? CapturedHeaders.none() : headers).makeCurrent();
            return scope::close;
        }
    }
}
