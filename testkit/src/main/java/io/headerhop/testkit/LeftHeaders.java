// SPDX-License-Identifier: Apache-2.0
package io.headerhop.testkit;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Headers that are current on some thread of this JVM when nothing is being served any more. */
final class LeftHeaders {
    /** Until what serves a request is done with it: the answer is there before. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(2);

    private static final Map<Thread, CapturedHeaders> REPORTED = Collections.synchronizedMap(new WeakHashMap<>());

    private LeftHeaders() {}

    /** From now on, of each thread that gets headers for the first time. */
    static void watch() {
        onAllThreads();
    }

    static void assertNone() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE;
        Map<Thread, CapturedHeaders> left = left();
        while (!left.isEmpty() && !left.containsKey(Thread.currentThread()) && System.nanoTime() - deadline < 0) {
            TimeUnit.MILLISECONDS.sleep(10);
            left = left();
        }
        if (!left.isEmpty()) {
            // Later tests are not to blame.
            REPORTED.putAll(left);
            throw new AssertionError(left.entrySet().stream()
                    .map(entry -> describe(entry.getKey(), entry.getValue()))
                    .collect(Collectors.joining("\n", "After the test, headers are still current on a thread:\n", "")));
        }
    }

    private static Map<Thread, CapturedHeaders> left() {
        Map<Thread, CapturedHeaders> left = new HashMap<>(onAllThreads());
        CapturedHeaders here = CapturedHeaders.current();
        if (!here.isEmpty()) {
            // It may have had headers, and thus its place for them, before anybody watched.
            left.put(Thread.currentThread(), here);
        }
        left.entrySet().removeIf(each -> !each.getKey().isAlive() || each.getValue() == REPORTED.get(each.getKey()));
        return left;
    }

    private static String describe(Thread thread, CapturedHeaders headers) {
        StackTraceElement[] stack = thread.getStackTrace();
        String doing = stack.length == 0 ? "" : ", now at " + stack[0];
        String name = thread.getName().isEmpty() ? String.valueOf(thread.getId()) : '"' + thread.getName() + '"';
        return "  thread %s%s: %s%n    likely cause: a Scope that was not closed, or a task that still runs"
                .formatted(name, doing, headers.names());
    }

    @SuppressWarnings("unchecked")
    private static Map<Thread, CapturedHeaders> onAllThreads() {
        Method method = Core.ON_ALL_THREADS;
        if (method == null) {
            return Map.of();
        }
        try {
            return (Map<Thread, CapturedHeaders>) method.invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    /** Not in core's API, which is for services; on the module path, only the test's own thread is looked at. */
    private static final class Core {
        static final @Nullable Method ON_ALL_THREADS = find();

        private static @Nullable Method find() {
            try {
                Method method = Class.forName("io.headerhop.Current", true, Scope.class.getClassLoader())
                        .getDeclaredMethod("onAllThreads");
                return method.trySetAccessible() ? method : null;
            } catch (ReflectiveOperationException e) {
                throw new LinkageError("headerhop and headerhop-testkit are of different versions", e);
            }
        }
    }
}
