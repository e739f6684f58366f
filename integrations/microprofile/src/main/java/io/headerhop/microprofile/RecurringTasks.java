// SPDX-License-Identifier: Apache-2.0
package io.headerhop.microprofile;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;

/** A task that recurs runs with nothing current: it goes on when the request that happened to schedule it is over. */
final class RecurringTasks {
    private static final Set<String> RECURRING = Set.of("scheduleAtFixedRate", "scheduleWithFixedDelay");

    /** Further out than any server's own frames between its executor and this class. */
    private static final int FRAMES = 32;

    private RecurringTasks() {}

    /**
     * Whether this thread is scheduling one. Servers ask once for all runs of a task, and do not say whether there will
     * be several.
     */
    static boolean isOneBeingScheduled() {
        return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.limit(FRAMES).anyMatch(RecurringTasks::schedulesOne));
    }

    private static boolean schedulesOne(StackWalker.StackFrame frame) {
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
}
