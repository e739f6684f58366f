package io.headerhop.jaxrs;

import io.headerhop.CapturedHeaders;
import jakarta.ws.rs.core.FeatureContext;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.glassfish.jersey.InjectionManagerProvider;
import org.glassfish.jersey.client.ClientAsyncExecutor;
import org.glassfish.jersey.internal.inject.InjectionManager;
import org.glassfish.jersey.spi.ExecutorServiceProvider;
import org.jspecify.annotations.Nullable;

/**
 * The executor of a client that was given none: the one that Jersey takes without us (its own pool, the container's
 * managed executor, or what another provider has), handing the headers over so that callbacks see them.
 */
@ClientAsyncExecutor
final class JerseyClientExecutor implements ExecutorServiceProvider {
    private final InjectionManager services;
    private @Nullable ExecutorService executor;

    JerseyClientExecutor(FeatureContext context) {
        services = InjectionManagerProvider.getInjectionManager(context);
    }

    @Override
    public synchronized ExecutorService getExecutorService() {
        if (executor == null) {
            executor = CapturedHeaders.propagating(withoutUs().getExecutorService());
        }
        return executor;
    }

    private ExecutorServiceProvider withoutUs() {
        List<ExecutorServiceProvider> providers = services.getAllInstances(ExecutorServiceProvider.class);
        return providers.stream()
                .filter(provider -> !(provider instanceof JerseyClientExecutor))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Jersey has no executor for asynchronous calls"));
    }

    /** Nothing to do: the executor is its own provider's, which is closed with the client. */
    @Override
    public void dispose(ExecutorService disposed) {}
}
