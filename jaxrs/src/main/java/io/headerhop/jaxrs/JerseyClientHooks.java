// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs;

import io.headerhop.CapturedHeaders;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.core.FeatureContext;
import java.util.concurrent.ExecutorService;
import org.glassfish.jersey.client.ClientConfig;
import org.glassfish.jersey.client.spi.PreInvocationInterceptor;

/** What the feature needs in Jersey, whose filters run on an executor's thread unless the call is synchronous. */
final class JerseyClientHooks implements PreInvocationInterceptor {
    private final JerseyClientExecutor executor;

    private JerseyClientHooks(JerseyClientExecutor executor) {
        this.executor = executor;
    }

    static void register(FeatureContext context) {
        context.register(new JerseyClientHooks(JerseyClientExecutor.register(context)));
        // No method references: those would load the classes right here.
        registerIfThere(() -> JerseyApache5Hops.register(context));
        registerIfThere(() -> JerseyApache4Hops.register(context));
    }

    /** Neither the connector nor its HttpClient need be on the class path. */
    private static void registerIfThere(Runnable hops) {
        try {
            hops.run();
        } catch (LinkageError absent) {
            // Then it cannot have been chosen.
        }
    }

    /** On the thread that makes the call, for every kind of call. */
    @Override
    public void beforeRequest(ClientRequestContext request) {
        ClientInjection.capture(request);
        if (request.getConfiguration() instanceof ClientConfig config) {
            handOverTo(config);
        }
    }

    /**
     * Callbacks run on the executor of asynchronous calls, so it has to hand the headers over. Jersey looks for it when
     * it submits the client's first asynchronous call, which is after this: first in the configuration, which has the
     * builder's or, after an {@code rx()}, a provider's; only then among the providers, where the application's can
     * come before ours.
     */
    private void handOverTo(ClientConfig config) {
        ExecutorService own = config.getExecutorService();
        if (own == null) {
            config.executorService(executor.forAsync());
            return;
        }
        ExecutorService propagating = CapturedHeaders.propagating(own);
        if (!propagating.equals(own)) {
            config.executorService(propagating);
        }
    }
}
