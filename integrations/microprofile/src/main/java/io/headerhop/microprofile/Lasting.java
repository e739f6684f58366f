// SPDX-License-Identifier: Apache-2.0
package io.headerhop.microprofile;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;

/**
 * What goes on when the request that happened to begin it is over, and so has nothing current: a task that recurs, and
 * a thread, which a pool may keep for other requests' tasks.
 */
final class Lasting {
    private static final Set<String> RECURRING = Set.of("scheduleAtFixedRate", "scheduleWithFixedDelay");

    /** Further out than any server's own frames between its executor and this class. */
    private static final int FRAMES = 32;

    private Lasting() {}

    /**
     * Whether this thread is making something like that. Servers ask once for all that will be done there, and do not
     * say what they ask for.
     */
    static boolean isBeingMade() {
        return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.limit(FRAMES).anyMatch(frame -> schedulesTask(frame) || makesThread(frame)));
    }

    private static boolean schedulesTask(StackWalker.StackFrame frame) {
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

    private static boolean makesThread(StackWalker.StackFrame frame) {
        Class<?> type = frame.getDeclaringClass();
        return frame.getMethodName().equals("newThread")
                && (ThreadFactory.class.isAssignableFrom(type)
                        || ForkJoinPool.ForkJoinWorkerThreadFactory.class.isAssignableFrom(type));
    }
}
