// SPDX-License-Identifier: Apache-2.0
package io.headerhop.microprofile;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import jakarta.enterprise.concurrent.spi.ThreadContextProvider;
import jakarta.enterprise.concurrent.spi.ThreadContextSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Tells Jakarta Concurrency what the current headers are: a {@code ManagedExecutorService} and a {@code ContextService}
 * then carry them, clear them or leave them alone, as they are defined to. Found by {@link java.util.ServiceLoader};
 * applications need only {@link #TYPE}, and only where they list types of context:
 *
 * <pre>{@code
 * @ContextServiceDefinition(name = "java:app/tasks", propagated = {ConcurrencyProvider.TYPE, ContextServiceDefinition.APPLICATION})
 * }</pre>
 *
 * <p>A task that recurs runs with nothing current: it goes on when the request that happened to schedule it is long
 * over. Stateless.
 */
public final class ConcurrencyProvider implements ThreadContextProvider {
    /** The type of context that the headers are; it never changes. */
    public static final String TYPE = "Headerhop";

    private static final Set<String> RECURRING = Set.of("scheduleAtFixedRate", "scheduleWithFixedDelay");

    /** Further out than any server's own frames between its executor and this class. */
    private static final int FRAMES = 32;

    /** Called by {@link java.util.ServiceLoader}. */
    public ConcurrencyProvider() {}

    /** What is current on this thread, for the tasks that are given it, unless they recur. */
    @Override
    public ThreadContextSnapshot currentContext(Map<String, String> properties) {
        CapturedHeaders current = CapturedHeaders.current();
        return snapshot(current == CapturedHeaders.none() || isForRecurringTask() ? CapturedHeaders.none() : current);
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

    /** The server asks once for all runs of a task, and the properties do not say whether there will be several. */
    private static boolean isForRecurringTask() {
        return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.limit(FRAMES).anyMatch(ConcurrencyProvider::schedulesRecurringTask));
    }

    private static boolean schedulesRecurringTask(StackWalker.StackFrame frame) {
        if (!ScheduledExecutorService.class.isAssignableFrom(frame.getDeclaringClass())) {
            return false;
        }
        return RECURRING.contains(frame.getMethodName())
                || frame.getMethodName().equals("schedule")
                        && takesTrigger(frame.getMethodType().parameterList());
    }

    private static boolean takesTrigger(List<Class<?>> parameters) {
        return parameters.stream().anyMatch(type -> type.getName().equals("jakarta.enterprise.concurrent.Trigger"));
    }

    @Override
    public String getThreadContextType() {
        return TYPE;
    }
}
