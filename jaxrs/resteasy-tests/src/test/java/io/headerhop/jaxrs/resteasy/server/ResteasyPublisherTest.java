// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.resteasy.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.contract.InboundContract;
import io.headerhop.contract.RawHttp;
import io.headerhop.jaxrs.HeaderPropagationServerFeature;
import io.headerhop.jaxrs.contract.JaxrsServerContract;
import io.headerhop.jaxrs.contract.ServerNotes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jboss.resteasy.annotations.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Methods that return a stream of items, which RESTEasy writes on the thread that publishes them. */
class ResteasyPublisherTest {
    private final ServerNotes notes = new ServerNotes();
    private final ExecutorService publishing = Executors.newSingleThreadExecutor();

    @ParameterizedTest
    @ValueSource(strings = {"/items", "/items/raw", "/items/collected", "/items/events"})
    void anOpenStreamOfItemsLeavesNothingOnTheThreadThatPublishes(String path) throws Exception {
        Application application = new Application() {
            @Override
            @SuppressWarnings("deprecation")
            public Set<Object> getSingletons() {
                return Set.of(new HeaderPropagationServerFeature(InboundContract.RULES), new Items(), new After(notes));
            }
        };
        try (InboundContract.RunningServer server = UndertowServer.start(1, application);
                RawHttp connection = RawHttp.connect(server.uri())) {
            connection.send("GET", path, "x-request-id: " + JaxrsServerContract.ID, "Connection: close");
            @SuppressWarnings("unchecked")
            Subscriber<String> subscriber = notes.suspended(Subscriber.class);
            assertThat(InboundContract.currentOn(server.workers()).isEmpty()).isTrue();
            publishing.submit(() -> subscriber.onNext("first")).get(20, TimeUnit.SECONDS);
            assertThat(InboundContract.currentOn(publishing).isEmpty()).isTrue();
            publishing.submit(subscriber::onComplete).get(20, TimeUnit.SECONDS);
            assertThat(connection.answer().body()).contains("first");
            assertThat(InboundContract.currentOn(publishing).isEmpty()).isTrue();
            assertThat(InboundContract.currentOn(server.workers()).isEmpty()).isTrue();
        } finally {
            publishing.shutdownNow();
        }
        assertThat(notes.places()).containsEntry("response filter", JaxrsServerContract.ID);
    }

    @Provider
    private record After(ServerNotes notes) implements ContainerResponseFilter {
        @Override
        public void filter(ContainerRequestContext request, ContainerResponseContext response) {
            notes.at("response filter");
        }
    }

    @Path("/items")
    public final class Items {
        @GET
        @Stream
        @Produces("text/plain")
        public Publisher<String> items() {
            return publisher();
        }

        @GET
        @Path("raw")
        @Stream(Stream.MODE.RAW)
        @Produces("text/plain")
        public Publisher<String> raw() {
            return publisher();
        }

        @GET
        @Path("collected")
        @Produces("text/plain")
        public Publisher<String> collected() {
            return publisher();
        }

        @GET
        @Path("events")
        @Produces("text/event-stream")
        public Publisher<String> events() {
            return publisher();
        }
    }

    private Publisher<String> publisher() {
        return new Publisher<>() {
            @Override
            public void subscribe(Subscriber<? super String> subscriber) {
                subscriber.onSubscribe(new Subscription() {
                    @Override
                    public void request(long items) {}

                    @Override
                    public void cancel() {}
                });
                notes.suspend(subscriber);
            }
        };
    }
}
