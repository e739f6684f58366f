// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import brave.propagation.CurrentTraceContext;
import brave.propagation.ThreadLocalCurrentTraceContext;
import brave.propagation.TraceContext;
import com.alibaba.ttl.TransmittableThreadLocal;
import com.alibaba.ttl.TtlRunnable;
import com.alibaba.ttl.threadpool.TtlExecutors;
import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderPropagation;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshotFactory;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** One way to make something current and hand it to another thread. */
interface Handover {
    static Handover of(String name) {
        return switch (name) {
            case "baseline" -> new Nothing();
            case "headerhop" -> new Headers();
            case "openTelemetry" -> new OpenTelemetry();
            case "brave" -> new Brave();
            case "micrometer" -> new Micrometer();
            case "ttl" -> new Ttl();
            default -> throw new IllegalArgumentException("unknown contender: " + name);
        };
    }

    /** Makes it current on this thread until the result is closed. */
    AutoCloseable open();

    /** A task that runs with what is current now. */
    Runnable wrap(Runnable task);

    /** An executor whose tasks run with what is current where they are submitted. */
    Executor wrap(Executor executor);

    /** What is current, for checking that it was handed over; null if nothing is. */
    @Nullable Object current();

    final class Nothing implements Handover {
        @Override
        public AutoCloseable open() {
            return () -> {};
        }

        @Override
        public Runnable wrap(Runnable task) {
            return task;
        }

        @Override
        public Executor wrap(Executor executor) {
            return executor;
        }

        @Override
        public @Nullable Object current() {
            return null;
        }
    }

    final class Headers implements Handover {
        private final CapturedHeaders headers =
                HeaderPropagation.istio().capture(Map.of("x-request-id", "7d7f4a3e-2b1c-4d8e-9f00-1234567890ab"));

        @Override
        public AutoCloseable open() {
            return headers.makeCurrent();
        }

        @Override
        public Runnable wrap(Runnable task) {
            return CapturedHeaders.current().wrap(task);
        }

        @Override
        public Executor wrap(Executor executor) {
            return CapturedHeaders.propagating(executor);
        }

        @Override
        public @Nullable Object current() {
            return CapturedHeaders.current().isEmpty() ? null : CapturedHeaders.current();
        }
    }

    final class OpenTelemetry implements Handover {
        private static final ContextKey<String> KEY = ContextKey.named("benchmark");

        private final Context context = Context.root().with(KEY, "value");

        @Override
        @SuppressWarnings("MustBeClosedChecker") // By whoever calls this
        public AutoCloseable open() {
            return context.makeCurrent();
        }

        @Override
        public Runnable wrap(Runnable task) {
            return Context.current().wrap(task);
        }

        @Override
        public Executor wrap(Executor executor) {
            return Context.taskWrapping(executor);
        }

        @Override
        public @Nullable Object current() {
            return Context.current().get(KEY);
        }
    }

    final class Brave implements Handover {
        private final CurrentTraceContext current = ThreadLocalCurrentTraceContext.create();
        private final TraceContext context =
                TraceContext.newBuilder().traceId(1).spanId(2).build();

        @Override
        public AutoCloseable open() {
            return current.newScope(context);
        }

        @Override
        public Runnable wrap(Runnable task) {
            return current.wrap(task);
        }

        @Override
        public Executor wrap(Executor executor) {
            return current.executor(executor);
        }

        @Override
        public @Nullable Object current() {
            return current.get();
        }
    }

    final class Micrometer implements Handover {
        private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

        private final ContextSnapshotFactory snapshots = ContextSnapshotFactory.builder()
                .contextRegistry(new ContextRegistry().registerThreadLocalAccessor("benchmark", CURRENT))
                .build();

        @Override
        public AutoCloseable open() {
            CURRENT.set("value");
            return CURRENT::remove;
        }

        @Override
        public Runnable wrap(Runnable task) {
            return snapshots.captureAll().wrap(task);
        }

        @Override
        public Executor wrap(Executor executor) {
            return task -> executor.execute(snapshots.captureAll().wrap(task));
        }

        @Override
        public @Nullable Object current() {
            return CURRENT.get();
        }
    }

    /** Alibaba's TransmittableThreadLocal. */
    final class Ttl implements Handover {
        // Not inherited by new threads: that would be another way to hand over.
        private static final TransmittableThreadLocal<String> CURRENT = new TransmittableThreadLocal<>() {
            @Override
            protected @Nullable String childValue(String parentValue) {
                return null;
            }
        };

        @Override
        public AutoCloseable open() {
            CURRENT.set("value");
            return CURRENT::remove;
        }

        @Override
        public Runnable wrap(Runnable task) {
            return TtlRunnable.get(task);
        }

        @Override
        public Executor wrap(Executor executor) {
            return TtlExecutors.getTtlExecutor(executor);
        }

        @Override
        public @Nullable Object current() {
            return CURRENT.get();
        }
    }
}
