// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.contract.Headers;
import io.headerhop.contract.InboundContract;
import io.headerhop.contract.RawHttp;
import io.headerhop.jaxrs.HeaderPropagationServerFeature;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.CompletionCallback;
import jakarta.ws.rs.container.Suspended;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds in every JAX-RS server that can suspend a request. */
public interface JaxrsAsyncServerContract extends JaxrsServerContract, FailingAnswerContract {
    /** Resumes what a resource method has suspended. */
    @FunctionalInterface
    interface Completion {
        void complete(ServerNotes notes) throws Exception;
    }

    @Test
    default void aStageThatCompletesLaterIsAnsweredWithTheHeadersCurrent() throws Exception {
        ServerNotes notes = completeLater("/stage", 200, JaxrsAsyncServerContract::completeStage);
        assertThat(notes.places())
                .containsKeys("response filter", "writer interceptor", "writer")
                .allSatisfy((place, id) -> assertThat(id).isEqualTo(ID));
    }

    @Test
    default void aSuspendedRequestThatIsResumedLaterIsAnsweredWithTheHeadersCurrent() throws Exception {
        ServerNotes notes = completeLater("/suspended", 200, JaxrsAsyncServerContract::resume);
        assertThat(notes.places())
                .containsKeys("response filter", "writer interceptor", "writer")
                .allSatisfy((place, id) -> assertThat(id).isEqualTo(ID));
    }

    @Test
    default void aStageThatFailsLaterIsAnsweredWithTheHeadersCurrent() throws Exception {
        ServerNotes notes = completeLater("/stage", 422, JaxrsAsyncServerContract::failStage);
        assertThat(notes.places()).containsEntry("exception mapper", ID).containsEntry("response filter", ID);
    }

    @Test
    default void aMethodThatThrowsInsteadOfSuspendingIsMappedWithTheHeadersCurrent() throws Exception {
        ServerNotes notes = new ServerNotes();
        try (RunningServer server = start(1, new ServerApplication(new HeaderPropagationServerFeature(RULES), notes))) {
            assertThat(JaxrsServerContract.get(server, "/suspended/mapped").status())
                    .isEqualTo(422);
        }
        assertThat(notes.places()).containsEntry("exception mapper", ID).containsEntry("response filter", ID);
    }

    @Test
    default void aStageThatHasFailedAlreadyIsMappedWithTheHeadersCurrent() throws Exception {
        ServerNotes notes = new ServerNotes();
        try (RunningServer server = start(1, new ServerApplication(new HeaderPropagationServerFeature(RULES), notes))) {
            assertThat(JaxrsServerContract.get(server, "/stage/failed").status())
                    .isEqualTo(422);
        }
        assertThat(notes.places()).containsEntry("exception mapper", ID).containsEntry("response filter", ID);
    }

    @Test
    default void theRestOfAMethodThatResumedItsOwnRequestHasTheHeaders() throws Exception {
        ServerNotes notes = new ServerNotes();
        try (RunningServer server = start(1, new ServerApplication(new HeaderPropagationServerFeature(RULES), notes))) {
            assertThat(JaxrsServerContract.get(server, "/suspended/resumed").status())
                    .isEqualTo(200);
            notes.await("after resume");
        }
        assertThat(notes.places()).containsKeys("response filter", "writer").containsEntry("after resume", ID);
    }

    @Test
    default void theRestOfAMethodHasTheHeadersAfterAnotherThreadResumedItsRequest() throws Exception {
        ServerNotes notes = new ServerNotes();
        ExecutorService others = Executors.newSingleThreadExecutor();
        try (RunningServer server = start(1, new ServerApplication(new HeaderPropagationServerFeature(RULES), notes));
                RawHttp connection = RawHttp.connect(server.uri())) {
            connection.send("GET", "/suspended/working", "x-request-id: " + ID, "Connection: close");
            AsyncResponse response = notes.suspended(AsyncResponse.class);
            others.submit(() -> response.resume(new ServerResource.Written("done")))
                    .get(20, TimeUnit.SECONDS);
            notes.at("resumed");
            notes.await("after somebody resumed");
            assertThat(notes.places()).containsEntry("after somebody resumed", ID);
            assertThat(InboundContract.currentOn(server.workers()).isEmpty()).isTrue();
            assertThat(InboundContract.currentOn(others).isEmpty()).isTrue();
        } finally {
            others.shutdownNow();
        }
    }

    @Test
    default void aRequestThatTimesOutIsAnsweredWithTheHeadersCurrent() throws Exception {
        ServerNotes notes = new ServerNotes();
        try (RunningServer server = start(1, new ServerApplication(new HeaderPropagationServerFeature(RULES), notes))) {
            assertThat(JaxrsServerContract.get(server, "/suspended/timeout").status())
                    .isEqualTo(503);
        }
        assertThat(notes.places()).containsEntry("response filter", ID);
    }

    @Test
    default void aTimeoutHandlerHasTheHeadersOfItsOwnRequestOnly() throws Exception {
        ServerNotes notes = new ServerNotes();
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try (RunningServer server = start(1, new SmallApplication(new Callbacks(notes, pool)))) {
            assertThat(JaxrsServerContract.get(server, "/timeout/of-the-first").body())
                    .isEqualTo("done");
            URI second = server.uri().resolve("/timeout/of-the-second");
            assertThat(RawHttp.get(second, "Connection: close").body()).isEqualTo("done");
            assertThat(InboundContract.currentOn(server.workers())).isSameAs(CapturedHeaders.none());
            assertThat(InboundContract.currentOn(pool)).isSameAs(CapturedHeaders.none());
        } finally {
            pool.shutdownNow();
        }
        assertThat(notes.places()).containsEntry("of-the-first", ID).containsEntry("of-the-second", "none");
    }

    @ParameterizedTest
    @EnumSource(names = {"SMALL", "LARGE", "STREAMED", "FAILING", "EXCEPTION"})
    default void aCompletionCallbackHasTheHeaders(Answer answer) throws Exception {
        ServerNotes notes = new ServerNotes();
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try (RunningServer server = start(1, new SmallApplication(new Callbacks(notes, pool)));
                RawHttp connection = RawHttp.connect(server.uri())) {
            connection.send("GET", "/completed/" + answer, "x-request-id: " + ID, "Connection: close");
            Thread reader = new Thread(() -> ResumingContract.readWhateverComes(connection));
            reader.setDaemon(true);
            reader.start();
            notes.await("callback");
            assertThat(InboundContract.currentOn(pool)).isSameAs(CapturedHeaders.none());
            assertThat(InboundContract.currentOn(server.workers())).isSameAs(CapturedHeaders.none());
        } finally {
            pool.shutdownNow();
        }
        assertThat(notes.places()).containsEntry("callback", ID);
    }

    /** Why the feature does not do it that way. */
    @Test
    default void endingInAResponseFilterLeavesTheHeadersOnTheThreadOfASuspendedRequestAndTakesThemFromStreams()
            throws Exception {
        ServerNotes notes = new ServerNotes();
        try (RunningServer server =
                start(1, new ServerApplication(new NaiveServerFeature(), notes, ServerNotes::current))) {
            JaxrsServerContract.get(server, "/stream");
            assertThat(notes.places()).containsEntry("stream", "none");
            try (RawHttp connection = RawHttp.connect(server.uri())) {
                connection.send("GET", "/suspended", "x-request-id: " + ID);
                CapturedHeaders meanwhile = afterSuspending(server, notes);
                assertThat(meanwhile.first("x-request-id")).isEqualTo(ID);
                resume(notes);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/stage/done",
                "/stage/failed",
                "/suspended/timeout",
                "/suspended/resumed",
                "/suspended/cancelled",
                "/suspended/mapped",
                "/suspended/thrown",
                "/suspended/resumed-and-thrown",
            })
    default void nothingIsLeftOnTheThreadAfterTheSuspended(String path) throws Exception {
        leavesNothing(path);
    }

    @Test
    default void nothingPilesUpOverAThousandSuspendedRequests() throws Exception {
        String[] paths = {"/stage/done", "/stage/failed", "/suspended/resumed", "/suspended/cancelled"};
        ServerNotes notes = new ServerNotes();
        try (RunningServer server = start(1, new ServerApplication(new HeaderPropagationServerFeature(RULES), notes))) {
            for (int i = 0; i < 1000; i++) {
                JaxrsServerContract.getWhateverComes(server, paths[i % paths.length]);
            }
            assertThat(InboundContract.currentOn(server.workers()).isEmpty()).isTrue();
            assertThat(notes.alive()).isLessThan(20);
        }
    }

    /**
     * Between suspending and resuming, the server's only thread has nothing; the thread that resumes has its own
     * headers back right after.
     */
    default ServerNotes completeLater(String path, int status, Completion completion) throws Exception {
        ServerNotes notes = new ServerNotes();
        ExecutorService others = Executors.newSingleThreadExecutor();
        try (RunningServer server = start(1, new ServerApplication(new HeaderPropagationServerFeature(RULES), notes))) {
            for (CapturedHeaders own : new CapturedHeaders[] {CapturedHeaders.none(), Headers.ofRequest(2)}) {
                try (RawHttp connection = RawHttp.connect(server.uri())) {
                    connection.send("GET", path, "x-request-id: " + ID, "Connection: close");
                    CapturedHeaders meanwhile = afterSuspending(server, notes);
                    assertThat(meanwhile).isSameAs(CapturedHeaders.none());
                    CapturedHeaders after = others.submit(() -> {
                                try (Scope scope = own.makeCurrent()) {
                                    completion.complete(notes);
                                    return CapturedHeaders.current();
                                }
                            })
                            .get(20, TimeUnit.SECONDS);
                    assertThat(after).isSameAs(own);
                    assertThat(connection.answer().status()).isEqualTo(status);
                }
                assertThat(InboundContract.currentOn(others)).isSameAs(CapturedHeaders.none());
                assertThat(InboundContract.currentOn(server.workers())).isSameAs(CapturedHeaders.none());
            }
        } finally {
            others.shutdownNow();
        }
        return notes;
    }

    /** What a task sees on the server's thread once the resource method has returned. */
    private static CapturedHeaders afterSuspending(RunningServer server, ServerNotes notes) throws Exception {
        notes.suspend(notes.suspended(Object.class));
        return InboundContract.currentOn(server.workers());
    }

    @SuppressWarnings("unchecked")
    private static void completeStage(ServerNotes notes) throws Exception {
        notes.suspended(CompletableFuture.class).complete(new ServerResource.Written("done"));
    }

    private static void failStage(ServerNotes notes) throws Exception {
        notes.suspended(CompletableFuture.class).completeExceptionally(new ServerResource.Mapped());
    }

    private static void resume(ServerNotes notes) throws Exception {
        notes.suspended(AsyncResponse.class).resume(new ServerResource.Written("done"));
    }

    /** The callbacks an application can register. */
    @Path("/")
    @Produces("text/plain")
    final class Callbacks {
        private final ServerNotes notes;
        private final ExecutorService pool;

        Callbacks(ServerNotes notes, ExecutorService pool) {
            this.notes = notes;
            this.pool = pool;
        }

        @GET
        @Path("timeout/{place}")
        public void timeout(@Suspended AsyncResponse response, @PathParam("place") String place) {
            resumeOnTimeout(response, place);
            response.setTimeout(50, TimeUnit.MILLISECONDS);
        }

        /** Not on CXF, where this throws a NullPointerException on the other thread, with or without Headerhop. */
        @GET
        @Path("timeout-set-by-another/{place}")
        public void timeoutSetByAnother(@Suspended AsyncResponse response, @PathParam("place") String place) {
            resumeOnTimeout(response, place);
            pool.execute(() -> response.setTimeout(50, TimeUnit.MILLISECONDS));
        }

        private void resumeOnTimeout(AsyncResponse response, String place) {
            response.setTimeoutHandler(late -> {
                notes.at(place);
                late.resume("done");
            });
        }

        @GET
        @Path("completed/{answer}")
        public void completed(@Suspended AsyncResponse response, @PathParam("answer") Answer answer) {
            CompletionCallback callback = failure -> notes.at("callback");
            response.register(callback);
            pool.execute(() -> answer.resume(response));
        }
    }
}
