// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.dropwizard;

import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.ExecutorServiceManager;
import io.dropwizard.util.Duration;
import io.headerhop.CapturedHeaders;
import io.headerhop.jaxrs.HeaderPropagationServerFeature;
import io.headerhop.servers.LookingPool;
import io.headerhop.servers.ManagedPool;
import io.headerhop.servers.Resource;
import io.headerhop.servers.pooled.PooledResource;
import io.headerhop.servers.servlet.RequestLook;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.glassfish.jersey.internal.inject.AbstractBinder;

/** With the feature registered, and a pool of the application's own that propagates. */
public final class DropwizardApplication extends Application<Configuration> {
    public static void main(String[] arguments) throws Exception {
        new DropwizardApplication().run(arguments);
    }

    @Override
    public void run(Configuration configuration, Environment environment) {
        ExecutorService pool = CapturedHeaders.propagating(new LookingPool());
        environment.lifecycle().manage(new ExecutorServiceManager(pool, Duration.seconds(5), "pool"));
        environment.servlets().addServletListeners(new RequestLook());
        environment.jersey().register(HeaderPropagationServerFeature.class);
        environment.jersey().register(Resource.class);
        environment.jersey().register(PooledResource.class);
        environment.jersey().register(new AbstractBinder() {
            @Override
            protected void configure() {
                bind(new Pool(pool)).to(ManagedPool.class);
            }
        });
    }

    private record Pool(ExecutorService executor) implements ManagedPool {
        @Override
        public void execute(Runnable task) {
            executor.execute(task);
        }

        @Override
        public <T> CompletionStage<T> supply(Supplier<T> supplier) {
            return CompletableFuture.supplyAsync(supplier, executor);
        }
    }
}
