// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers;

import io.headerhop.CapturedHeaders;
import io.headerhop.jaxrs.HeaderPropagationClientFeature;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.InvocationCallback;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

/** Each method makes a call in one way, and answers with the id that the called service received. */
@Path("/")
@ApplicationScoped
@Produces(MediaType.TEXT_PLAIN)
public class Resource {
    private final Client client = ClientBuilder.newClient().register(HeaderPropagationClientFeature.class);
    private final WebTarget service = client.target(Settings.service());

    private Client clientOnPool;

    @Inject
    ManagedPool pool;

    /** What was found on the server's threads since the last time. */
    @GET
    @Path("threads")
    public String threads() {
        return Looks.take();
    }

    @GET
    @Path("current")
    public String current() {
        return Headers.current();
    }

    @GET
    @Path("sync")
    public String sync() {
        return call();
    }

    @GET
    @Path("async")
    public void async(@Suspended AsyncResponse response) {
        Future<String> unused = service.request().async().get(new InvocationCallback<String>() {
            @Override
            public void completed(String body) {
                response.resume(body);
            }

            @Override
            public void failed(Throwable failure) {
                response.resume(failure);
            }
        });
    }

    @GET
    @Path("rx")
    public CompletionStage<String> rx() {
        return service.request().rx().get(String.class);
    }

    @GET
    @Path("managed")
    public void managed(@Suspended AsyncResponse response) {
        pool.execute(() -> resume(response));
    }

    @GET
    @Path("stage")
    public CompletionStage<String> stage() {
        return pool.supply(this::call);
    }

    /** By a client that is given the server's executor. */
    @GET
    @Path("managed/rx")
    public CompletionStage<String> managedRx() {
        return clientOnPool().target(Settings.service()).request().rx().get(String.class);
    }

    private synchronized Client clientOnPool() {
        if (clientOnPool == null) {
            clientOnPool = ClientBuilder.newBuilder()
                    .executorService(pool.executor())
                    .build()
                    .register(HeaderPropagationClientFeature.class);
        }
        return clientOnPool;
    }

    /** As it is written where the server hands over nothing. */
    @GET
    @Path("wrapped")
    public void wrapped(@Suspended AsyncResponse response) {
        pool.execute(CapturedHeaders.current().wrap(() -> resume(response)));
    }

    @GET
    @Path("wrapped/stage")
    public CompletionStage<String> wrappedStage() {
        return CompletableFuture.supplyAsync(
                this::call, CapturedHeaders.current().executor(pool));
    }

    private void resume(AsyncResponse response) {
        try {
            response.resume(call());
        } catch (RuntimeException e) {
            response.resume(e);
        }
    }

    private String call() {
        return service.request().get(String.class);
    }
}
