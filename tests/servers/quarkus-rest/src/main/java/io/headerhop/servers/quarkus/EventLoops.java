// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.quarkus;

import io.headerhop.servers.Headers;
import io.headerhop.servers.ManagedPool;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** What an event loop finds outside of any request, as in a timer that was set when the application started. */
@Path("/threads/loop")
@ApplicationScoped
public class EventLoops {
    @Inject
    Vertx vertx;

    @Inject
    ManagedPool pool;

    @GET
    public CompletionStage<String> found() {
        return onLoop(CompletableFuture::completedStage);
    }

    /** And a task that is submitted there. */
    @GET
    @Path("task")
    public CompletionStage<String> foundByTask() {
        return onLoop(found -> pool.supply(Headers::current));
    }

    private CompletionStage<String> onLoop(Function<String, CompletionStage<String>> next) {
        CompletableFuture<String> result = new CompletableFuture<>();
        // The context that all requests of this event loop have in common.
        ContextInternal root = ((ContextInternal) vertx.getOrCreateContext()).unwrap();
        root.runOnContext(now -> {
            try {
                next.apply(Headers.current()).whenComplete((found, failure) -> {
                    result.complete(failure == null ? found : failure.toString());
                });
            } catch (RuntimeException e) {
                result.complete(e.toString());
            }
        });
        return result;
    }
}
