// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs;

import io.headerhop.CapturedHeaders;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.FeatureContext;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.glassfish.jersey.InjectionManagerProvider;
import org.glassfish.jersey.client.ClientAsyncExecutor;
import org.glassfish.jersey.internal.inject.InjectionManager;
import org.glassfish.jersey.spi.ExecutorServiceProvider;
import org.jspecify.annotations.Nullable;

/**
 * The executor of a client whose builder was given none: the one that Jersey takes without the feature (its own pool,
 * the container's managed executor, or that of the application's provider), wrapped to hand the headers over so that
 * callbacks see them. No provider is asked for its executor before Jersey would ask it.
 */
@ClientAsyncExecutor
final class JerseyClientExecutor implements ExecutorServiceProvider {
    private final InjectionManager services;
    private final Configuration configuration;
    private final ExecutorService forAsync = CapturedHeaders.propagating(new OnFirstUse());
    private @Nullable ExecutorService forRx;

    private JerseyClientExecutor(FeatureContext context) {
        services = InjectionManagerProvider.getInjectionManager(context);
        configuration = context.getConfiguration();
    }

    static JerseyClientExecutor register(FeatureContext context) {
        JerseyClientExecutor executor = new JerseyClientExecutor(context);
        // Before the application's own: rx() takes the first one and makes its executor the whole client's.
        context.register(executor, Integer.MAX_VALUE);
        return executor;
    }

    /** For {@code rx()}, which prefers any of the application's providers to Jersey's own. */
    @Override
    public synchronized ExecutorService getExecutorService() {
        if (forRx == null) {
            forRx = CapturedHeaders.propagating(bestWithoutUs(any -> true).getExecutorService());
        }
        return forRx;
    }

    /** For {@code async()} and {@code submit()}, which look for a qualifier. */
    ExecutorService forAsync() {
        return forAsync;
    }

    private ExecutorServiceProvider bestWithoutUs(Predicate<ExecutorServiceProvider> wanted) {
        List<ExecutorServiceProvider> providers = services.getAllInstances(ExecutorServiceProvider.class);
        return providers.stream()
                .filter(provider -> !(provider instanceof JerseyClientExecutor))
                .filter(wanted)
                .reduce((first, second) -> rank(second) > rank(first) ? second : first)
                .orElseThrow(() -> new IllegalStateException("Jersey has no executor for asynchronous calls"));
    }

    private static int rank(ExecutorServiceProvider provider) {
        return (isOfJersey(provider) ? 0 : 2) + (isQualified(provider) ? 1 : 0);
    }

    /** Excludes providers that are only bound by a binder: {@code rx()} finds those, {@code async()} does not. */
    private boolean isForAsync(ExecutorServiceProvider provider) {
        return isQualified(provider) && (isOfJersey(provider) || configuration.isRegistered(provider.getClass()));
    }

    private static boolean isOfJersey(ExecutorServiceProvider provider) {
        return provider.getClass().getName().startsWith("org.glassfish.jersey.client.");
    }

    private static boolean isQualified(ExecutorServiceProvider provider) {
        return provider.getClass().isAnnotationPresent(ClientAsyncExecutor.class);
    }

    /** Nothing to do: the executor belongs to its own provider, which is closed with the client. */
    @Override
    public void dispose(ExecutorService disposed) {}

    /** Asks the provider only when there is a task. Jersey does nothing but submit to it. */
    private final class OnFirstUse extends AbstractExecutorService {
        private @Nullable ExecutorService executor;

        private synchronized ExecutorService executor() {
            if (executor == null) {
                executor = bestWithoutUs(JerseyClientExecutor.this::isForAsync).getExecutorService();
            }
            return executor;
        }

        @Override
        public void execute(Runnable task) {
            executor().execute(task);
        }

        @Override
        public Future<?> submit(Runnable task) {
            return executor().submit(task);
        }

        @Override
        public <T extends @Nullable Object> Future<T> submit(Runnable task, T result) {
            return executor().submit(task, result);
        }

        @Override
        public <T extends @Nullable Object> Future<T> submit(Callable<T> task) {
            return executor().submit(task);
        }

        @Override
        public void shutdown() {
            executor().shutdown();
        }

        @Override
        public List<Runnable> shutdownNow() {
            return executor().shutdownNow();
        }

        @Override
        public boolean isShutdown() {
            return executor().isShutdown();
        }

        @Override
        public boolean isTerminated() {
            return executor().isTerminated();
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
            return executor().awaitTermination(timeout, unit);
        }
    }
}
