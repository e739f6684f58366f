// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.jersey.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.contract.InboundContract;
import io.headerhop.contract.RawHttp;
import io.headerhop.jaxrs.HeaderPropagationServerFeature;
import io.headerhop.jaxrs.contract.JaxrsServerContract;
import io.headerhop.jaxrs.contract.ServerNotes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.Suspended;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.glassfish.jersey.server.ManagedAsync;
import org.glassfish.jersey.server.ManagedAsyncExecutor;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.spi.ExecutorServiceProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Methods that Jersey runs on a thread of its own: it sends no further event on the thread that received the request.
 */
class JerseyManagedAsyncTest {
    private final ServerNotes notes = new ServerNotes();
    private final ManagedThread managed = new ManagedThread();

    @ParameterizedTest
    @ValueSource(strings = {"/managed", "/managed/suspended"})
    void theHeadersAreCurrentOnTheManagedThreadOnlyAndOnlyWhileItServes(String path) throws Exception {
        ResourceConfig application = new ResourceConfig()
                .register(new HeaderPropagationServerFeature(InboundContract.RULES))
                .register(managed)
                .register((ContainerRequestFilter) request -> notes.at("filter"), ContainerRequestFilter.class)
                .registerInstances(new Managed());
        CountDownLatch looked = new CountDownLatch(1);
        try (InboundContract.RunningServer server = new JerseyGrizzlyServerTest().start(1, application);
                RawHttp connection = RawHttp.connect(server.uri())) {
            managed.thread.submit(() -> {
                looked.await();
                return null;
            });
            connection.send("GET", path, "x-request-id: " + JaxrsServerContract.ID, "Connection: close");
            notes.await("filter");
            assertThat(InboundContract.currentOn(server.workers()).isEmpty()).isTrue();
            looked.countDown();
            assertThat(connection.answer().body()).isEqualTo(JaxrsServerContract.ID);
            assertThat(InboundContract.currentOn(managed.thread).isEmpty()).isTrue();
            assertThat(InboundContract.currentOn(server.workers()).isEmpty()).isTrue();
        }
    }

    @Path("/managed")
    public static final class Managed {
        @GET
        @ManagedAsync
        public String managed() {
            return ServerNotes.current();
        }

        @GET
        @Path("suspended")
        @ManagedAsync
        public void managed(@Suspended AsyncResponse response) {
            response.resume(ServerNotes.current());
        }
    }

    @ManagedAsyncExecutor
    private static final class ManagedThread implements ExecutorServiceProvider {
        private final ExecutorService thread = Executors.newSingleThreadExecutor();

        @Override
        public ExecutorService getExecutorService() {
            return thread;
        }

        @Override
        public void dispose(ExecutorService executor) {
            executor.shutdownNow();
        }
    }
}
