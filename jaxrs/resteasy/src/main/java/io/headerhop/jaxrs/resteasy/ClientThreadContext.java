// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.resteasy;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import java.util.Set;
import org.jboss.resteasy.spi.concurrent.ThreadContext;
import org.jspecify.annotations.Nullable;

/**
 * Hands the current headers over to the threads of RESTEasy's executors, which run a client's asynchronous calls and
 * their callbacks. RESTEasy finds it as a service: {@code client.register} does not reach these executors. Public only
 * for that.
 */
public final class ClientThreadContext implements ThreadContext<ClientThreadContext.Task> {
    /** RESTEasy's methods that make a task recur: the scheduler's and an event source's. */
    private static final Set<String> RECURRING = Set.of(
            "org.jboss.resteasy.concurrent.ContextualScheduledExecutorService.scheduleAtFixedRate",
            "org.jboss.resteasy.concurrent.ContextualScheduledExecutorService.scheduleWithFixedDelay",
            "org.jboss.resteasy.plugins.providers.sse.client.SseEventSourceImpl$EventHandler.reconnect");

    private static final ThreadLocal<Run> RUNNING = new ThreadLocal<>();

    /** What a task carries; RESTEasy asks for it where the task is submitted. */
    public static final class Task {
        private final CapturedHeaders headers;

        private Task(CapturedHeaders headers) {
            this.headers = headers;
        }
    }

    /** A task while it runs. Kept with its thread, since RESTEasy lets several tasks share one {@link Task}. */
    static final class Run {
        private final Task task;
        private final @Nullable Run outer;
        private Scope scope;

        private Run(Task task, @Nullable Run outer) {
            this.task = task;
            this.outer = outer;
            this.scope = task.headers.makeCurrent();
        }

        /** Until it ends, the task has these headers instead of those that it was submitted with. */
        void goOnWith(CapturedHeaders headers) {
            scope.close();
            scope = headers.makeCurrent();
        }

        boolean wasGivenNothing() {
            return task.headers == CapturedHeaders.none();
        }
    }

    /** Called by RESTEasy. */
    public ClientThreadContext() {}

    /** The task that this thread runs, if it is one of RESTEasy's. */
    static @Nullable Run running() {
        return RUNNING.get();
    }

    @Override
    public Task capture() {
        CapturedHeaders current = CapturedHeaders.current();
        // Also those of a request that came without any: its calls have not lost theirs.
        boolean some = current != CapturedHeaders.none() && !isForRecurringTask();
        return new Task(some ? current : CapturedHeaders.none());
    }

    /**
     * A task that recurs belongs to no request, though it may have been scheduled in one. RESTEasy asks once for all
     * its runs, and does not say for which task.
     */
    private static boolean isForRecurringTask() {
        // This and capture(), up to four frames of RESTEasy, and the method.
        return StackWalker.getInstance()
                .walk(frames -> frames.limit(8)
                        .anyMatch(frame -> RECURRING.contains(frame.getClassName() + "." + frame.getMethodName())));
    }

    @Override
    public void push(Task task) {
        RUNNING.set(new Run(task, RUNNING.get()));
    }

    /** Restores what was current before: with a direct or caller-runs executor, this is the caller's own thread. */
    @Override
    public void reset(Task task) {
        Run run = RUNNING.get();
        if (run == null || run.task != task) {
            // RESTEasy resets all contexts even if one of them failed before ours was asked.
            return;
        }
        run.scope.close();
        if (run.outer == null) {
            RUNNING.remove();
        } else {
            RUNNING.set(run.outer);
        }
    }
}
