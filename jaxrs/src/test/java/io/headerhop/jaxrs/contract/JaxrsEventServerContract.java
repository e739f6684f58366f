// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.contract.Headers;
import io.headerhop.contract.InboundContract;
import io.headerhop.contract.RawHttp;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** For servers that can send events: a response that never ends, from threads that are not the server's. */
public interface JaxrsEventServerContract extends JaxrsServerContract {
    @Test
    default void anOpenStreamOfEventsLeavesNothingOnTheThreadsThatBeganItAndSendToIt() throws Exception {
        ServerNotes notes = new ServerNotes();
        ExecutorService sender = Executors.newSingleThreadExecutor();
        Events events = new Events(notes);
        try (RunningServer server = start(1, new SmallApplication(events));
                RawHttp connection = RawHttp.connect(server.uri())) {
            connection.send("GET", "/events", "x-request-id: " + ID);
            SseEventSink sink = notes.suspended(SseEventSink.class);
            assertThat(InboundContract.currentOn(server.workers()).isEmpty()).isTrue();
            sender.submit(() -> sink.send(events.sse.newEvent("first")).toCompletableFuture())
                    .get(20, TimeUnit.SECONDS)
                    .get(20, TimeUnit.SECONDS);
            assertThat(InboundContract.currentOn(sender).isEmpty()).isTrue();
            sink.close();
            assertThat(InboundContract.currentOn(server.workers()).isEmpty()).isTrue();
        } finally {
            sender.shutdownNow();
        }
        assertThat(notes.places()).containsEntry("resource", ID);
    }

    @Test
    default void aStreamBegunByAnotherThreadLeavesNothingThere() throws Exception {
        ServerNotes notes = new ServerNotes();
        ExecutorService sender = Executors.newSingleThreadExecutor();
        Events events = new Events(notes);
        try (RunningServer server = start(1, new SmallApplication(events));
                RawHttp connection = RawHttp.connect(server.uri())) {
            connection.send("GET", "/events/sent-by-another", "x-request-id: " + ID);
            SseEventSink sink = notes.suspended(SseEventSink.class);
            sender.submit(() -> sink.send(events.sse.newEvent("first"))).get(20, TimeUnit.SECONDS);
            assertThat(InboundContract.currentOn(sender).isEmpty()).isTrue();
            notes.at("sent");
            assertThat(InboundContract.currentOn(server.workers()).isEmpty()).isTrue();
            assertThat(InboundContract.currentOn(sender).isEmpty()).isTrue();
            sink.close();
        } finally {
            sender.shutdownNow();
        }
    }

    @Test
    default void aMethodThatEndsTheEventsOfAnotherRequestKeepsItsOwnHeaders() throws Exception {
        ServerNotes notes = new ServerNotes();
        NestingApplication.Nested end =
                () -> notes.suspended(SseEventSink.class).close();
        // One for the events still to be written: RESTEasy waits for that.
        int workers = 2;
        try (RunningServer server = start(
                        workers, new NestingApplication(notes, NestingApplication.Place.METHOD, end, new Sink(notes)));
                RawHttp connection = RawHttp.connect(server.uri())) {
            connection.send("GET", "/sink", "x-request-id: " + Headers.requestId(2));
            notes.suspend(notes.suspended(SseEventSink.class));
            assertThat(JaxrsServerContract.get(server, "/outer").body()).isEqualTo("outer");
            CyclicBarrier onAll = new CyclicBarrier(workers);
            List<CompletableFuture<CapturedHeaders>> left = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                left.add(CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                onAll.await(20, TimeUnit.SECONDS);
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                            return CapturedHeaders.current();
                        },
                        server.workers()));
            }
            for (CompletableFuture<CapturedHeaders> each : left) {
                assertThat(each.get(20, TimeUnit.SECONDS)).isSameAs(CapturedHeaders.none());
            }
        }
        Map<String, String> outer = new TreeMap<>(notes.places());
        outer.keySet().removeIf(noted -> !noted.startsWith("outer "));
        assertThat(outer)
                .containsKeys("outer after the nested", "outer WRITER")
                .allSatisfy((where, id) -> assertThat(id).isEqualTo(ID));
    }

    /** A stream of events that others end. */
    @Path("sink")
    final class Sink {
        private final ServerNotes notes;

        Sink(ServerNotes notes) {
            this.notes = notes;
        }

        @GET
        @Produces("text/event-stream")
        public void events(@Context SseEventSink sink) {
            notes.suspend(sink);
        }
    }

    /** One stream of events. */
    @Path("/")
    final class Events {
        private final ServerNotes notes;
        private volatile Sse sse;

        Events(ServerNotes notes) {
            this.notes = notes;
        }

        @GET
        @Path("events")
        @Produces("text/event-stream")
        public void events(@Context SseEventSink sink, @Context Sse sse) {
            this.sse = sse;
            notes.at("resource");
            notes.suspend(sink);
        }

        @GET
        @Path("events/sent-by-another")
        @Produces("text/event-stream")
        public void sentByAnother(@Context SseEventSink sink, @Context Sse sse) throws InterruptedException {
            this.sse = sse;
            notes.suspend(sink);
            notes.await("sent");
        }
    }
}
