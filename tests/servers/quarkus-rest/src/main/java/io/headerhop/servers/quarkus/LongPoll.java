// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.quarkus;

import io.headerhop.servers.Headers;
import io.headerhop.servers.ManagedPool;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.ext.Provider;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A request that another one resumes: the poller is answered with what its response filter finds, the other likewise.
 */
@Path("/poll")
@ApplicationScoped
public class LongPoll {
    private final BlockingQueue<AsyncResponse> arrived = new LinkedBlockingQueue<>();
    private final BlockingQueue<AsyncResponse> waiting = new LinkedBlockingQueue<>();

    @Inject
    ManagedPool pool;

    @Inject
    Vertx vertx;

    @GET
    public void poll(@Suspended AsyncResponse response) {
        arrived.add(response);
    }

    /** Returns when there is one. */
    @GET
    @Path("await")
    public String await() throws InterruptedException {
        waiting.add(arrived.take());
        return "waiting";
    }

    @GET
    @Path("wake/worker")
    public String onAWorker() {
        return wake();
    }

    @GET
    @Path("wake/loop")
    @NonBlocking
    public String onAnEventLoop() {
        return wake();
    }

    @GET
    @Path("wake/managed")
    public void inATask(@Suspended AsyncResponse response) {
        pool.execute(() -> response.resume(wake()));
    }

    @GET
    @Path("wake/plain")
    public String onAThreadOfItsOwn() throws InterruptedException {
        Thread thread = new Thread(this::wake);
        thread.start();
        thread.join();
        return Headers.current();
    }

    /** In the context that all requests of an event loop have in common, as a timer does. */
    @GET
    @Path("wake/root")
    public String outsideOfRequests() {
        ((ContextInternal) vertx.getOrCreateContext()).unwrap().runOnContext(now -> wake());
        return Headers.current();
    }

    private String wake() {
        waiting.remove().resume("woken");
        return Headers.current();
    }

    @Provider
    public static class Found implements ContainerResponseFilter {
        @Override
        public void filter(ContainerRequestContext request, ContainerResponseContext response) {
            if ("woken".equals(response.getEntity())) {
                response.setEntity(Headers.current());
            }
        }
    }
}
