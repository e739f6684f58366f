// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.resteasy.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.contract.InboundContract;
import io.headerhop.contract.RawHttp;
import io.headerhop.jaxrs.HeaderPropagationServerFeature;
import io.headerhop.jaxrs.contract.JaxrsServerContract;
import io.headerhop.jaxrs.contract.ServerNotes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.resteasy.spi.AsyncResponseProvider;
import org.junit.jupiter.api.Test;

/** A custom asynchronous return type, like {@code Uni} and {@code Single}, which RESTEasy converts to a stage. */
class ResteasyOwnStageTest {
    private final ServerNotes notes = new ServerNotes();
    private final ExecutorService pool = Executors.newSingleThreadExecutor();

    @Test
    void isAskedAndAnsweredWithTheHeadersCurrent() throws Exception {
        Application application = new Application() {
            @Override
            @SuppressWarnings("deprecation")
            public Set<Object> getSingletons() {
                return Set.of(
                        new HeaderPropagationServerFeature(InboundContract.RULES),
                        new LazyProvider(),
                        new Answers(),
                        new After(notes));
            }
        };
        try (InboundContract.RunningServer server = UndertowServer.start(1, application);
                RawHttp connection = RawHttp.connect(server.uri())) {
            connection.send("GET", "/lazy", "x-request-id: " + JaxrsServerContract.ID, "Connection: close");
            CompletableFuture<?> stage = notes.suspended(CompletableFuture.class);
            assertThat(InboundContract.currentOn(server.workers())).isSameAs(CapturedHeaders.none());
            pool.submit(() -> stage.complete(null)).get(20, TimeUnit.SECONDS);
            assertThat(InboundContract.currentOn(pool)).isSameAs(CapturedHeaders.none());
            assertThat(connection.answer().status()).isEqualTo(204);
        } finally {
            pool.shutdownNow();
        }
        assertThat(notes.places())
                .containsEntry("asked", JaxrsServerContract.ID)
                .containsEntry("response filter", JaxrsServerContract.ID);
    }

    /** Does nothing until asked. */
    public record Lazy(Supplier<CompletionStage<String>> work) {}

    @Provider
    public static final class LazyProvider implements AsyncResponseProvider<Lazy> {
        @Override
        public CompletionStage<?> toCompletionStage(Lazy lazy) {
            return lazy.work.get();
        }
    }

    @Provider
    private record After(ServerNotes notes) implements ContainerResponseFilter {
        @Override
        public void filter(ContainerRequestContext request, ContainerResponseContext response) {
            notes.at("response filter");
        }
    }

    @Path("/")
    public final class Answers {
        @GET
        @Path("lazy")
        public Lazy lazy() {
            return new Lazy(() -> {
                notes.at("asked");
                return notes.suspend(new CompletableFuture<>());
            });
        }
    }
}
