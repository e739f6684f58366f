// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.ee;

import io.headerhop.servers.Headers;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** What a request makes that goes on when it is over: each answers with what is found there. */
@Path("/lasting")
@ApplicationScoped
@Produces(MediaType.TEXT_PLAIN)
public class LastingResource {
    @Resource(lookup = "java:comp/DefaultManagedScheduledExecutorService")
    private ManagedScheduledExecutorService scheduler;

    @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
    private ManagedThreadFactory factory;

    private ExecutorService pool;

    @GET
    @Path("rate")
    public CompletionStage<String> rate() {
        CompletableFuture<String> found = new CompletableFuture<>();
        ScheduledFuture<?> task =
                scheduler.scheduleAtFixedRate(() -> found.complete(Headers.current()), 0, 1, TimeUnit.HOURS);
        return found.whenComplete((result, failure) -> task.cancel(false));
    }

    @GET
    @Path("delay")
    public CompletionStage<String> delay() {
        CompletableFuture<String> found = new CompletableFuture<>();
        ScheduledFuture<?> task =
                scheduler.scheduleWithFixedDelay(() -> found.complete(Headers.current()), 0, 1, TimeUnit.HOURS);
        return found.whenComplete((result, failure) -> task.cancel(false));
    }

    /** The pool makes its threads while it serves the first requests. */
    @GET
    @Path("factory")
    public CompletionStage<String> factory() {
        return CompletableFuture.supplyAsync(Headers::current, pool());
    }

    private synchronized ExecutorService pool() {
        if (pool == null) {
            pool = Executors.newFixedThreadPool(4, factory);
        }
        return pool;
    }

    @PreDestroy
    synchronized void stop() {
        if (pool != null) {
            pool.shutdownNow();
        }
    }
}
