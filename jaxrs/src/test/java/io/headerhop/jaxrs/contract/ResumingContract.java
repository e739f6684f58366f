// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.contract.Headers;
import io.headerhop.contract.InboundContract;
import io.headerhop.contract.InboundContract.RunningServer;
import io.headerhop.contract.RawHttp;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A thread that resumes a request is lent: the very next task on it has what the thread had before, whatever the
 * answer, however slowly the client reads, and whatever other threads did.
 */
public interface ResumingContract extends JaxrsServer {
    CapturedHeaders OF_THE_TASK = Headers.captured(Headers.RULES, Map.of("x-request-id", List.of("of the task")));

    /** What the client does while it waits for the answer. */
    enum Patience {
        READS,
        DOES_NOT_READ_YET,
        GOES_AWAY
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"FAILING", "FAILING_LATE"})
    default void theVeryNextTaskHasWhatTheThreadHadBefore(Answer answer) throws Exception {
        assertNothingIsLeftBy(answer);
    }

    default void assertNothingIsLeftBy(Answer answer) throws Exception {
        ServerNotes notes = new ServerNotes();
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try (RunningServer server = start(1, new SmallApplication(new Resuming(notes, pool)))) {
            for (Patience patience : Patience.values()) {
                for (String path : List.of("/suspended", "/stage")) {
                    assertThat(seenByNextTask(server, notes, pool, path, answer, patience))
                            .as("%s, client %s", path, patience)
                            .isEqualTo(List.of("none", "of the task", "none"));
                }
            }
            assertThat(InboundContract.currentOn(pool)).isSameAs(CapturedHeaders.none());
            assertThat(InboundContract.currentOn(server.workers())).isSameAs(CapturedHeaders.none());
        } finally {
            pool.shutdownNow();
        }
    }

    /** What is current on the pool's only thread before a request is resumed there, after it, and in the next task. */
    private static List<String> seenByNextTask(
            RunningServer server,
            ServerNotes notes,
            ExecutorService pool,
            String path,
            Answer answer,
            Patience patience)
            throws Exception {
        CountDownLatch both = new CountDownLatch(1);
        try (RawHttp connection = RawHttp.connect(server.uri())) {
            connection.send("GET", path, "x-request-id: " + Headers.requestId(1), "Connection: close");
            Object suspended = notes.suspended(Object.class);
            if (patience == Patience.GOES_AWAY) {
                connection.close();
            }
            Future<List<String>> resumed = pool.submit(() -> {
                both.await();
                List<String> seen = new ArrayList<>();
                seen.add(ServerNotes.current());
                try (Scope scope = OF_THE_TASK.makeCurrent()) {
                    answer(suspended, answer);
                    seen.add(ServerNotes.current());
                }
                return seen;
            });
            Future<String> next = pool.submit(ServerNotes::current);
            both.countDown();
            if (patience == Patience.DOES_NOT_READ_YET) {
                // A server that writes on this thread cannot finish until the client reads.
                try {
                    next.get(300, TimeUnit.MILLISECONDS);
                } catch (TimeoutException writing) {
                    // The next task then runs after that.
                }
            }
            if (patience != Patience.GOES_AWAY) {
                // Not here: some of these answers never end.
                Thread reader = new Thread(() -> readWhateverComes(connection));
                reader.setDaemon(true);
                reader.start();
            }
            List<String> seen = new ArrayList<>(resumed.get(20, TimeUnit.SECONDS));
            seen.add(next.get(20, TimeUnit.SECONDS));
            return seen;
        }
    }

    @SuppressWarnings("unchecked")
    private static void answer(Object suspended, Answer answer) {
        try {
            if (suspended instanceof AsyncResponse response) {
                answer.resume(response);
            } else {
                answer.complete((CompletableFuture<Response>) suspended);
            }
        } catch (RuntimeException failed) {
            // Some servers report a failed answer to the code that resumes the request.
        }
    }

    /** Some of these answers end in the middle, at the latest when the connection is closed. */
    static void readWhateverComes(RawHttp connection) {
        try {
            connection.answer();
        } catch (IOException | RuntimeException ended) {
            // What is left on the threads is checked all the same.
        }
    }

    /** The pool is so small that each thread answers many requests, one after the other. */
    @ParameterizedTest
    @ValueSource(strings = {"/handed-over", "/handed-over/stage"})
    default void noneOfTwoHundredSmallAnswersIsSeenByTheTaskAfterIt(String path) throws Exception {
        ServerNotes notes = new ServerNotes();
        ExecutorService pool = Executors.newFixedThreadPool(2);
        ExecutorService clients = Executors.newFixedThreadPool(8);
        Resuming resource = new Resuming(notes, pool);
        try (RunningServer server = start(4, new SmallApplication(resource))) {
            List<Future<RawHttp.Answer>> answers = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String line = "x-request-id: " + Headers.requestId(i);
                answers.add(clients.submit(() -> RawHttp.get(server.uri().resolve(path), line, "Connection: close")));
            }
            for (Future<RawHttp.Answer> answer : answers) {
                assertThat(answer.get(20, TimeUnit.SECONDS).body()).isEqualTo("done");
            }
            for (int i = 0; i < 600; i++) {
                assertThat(resource.seen.poll(20, TimeUnit.SECONDS)).isEqualTo("none");
            }
        } finally {
            pool.shutdownNow();
            clients.shutdownNow();
        }
    }

    @Test
    default void aThreadThatCancelsOrResumesInVainHasWhatItHadBefore() throws Exception {
        ServerNotes notes = new ServerNotes();
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try (RunningServer server = start(1, new SmallApplication(new Resuming(notes, pool)));
                RawHttp connection = RawHttp.connect(server.uri())) {
            connection.send("GET", "/suspended", "x-request-id: " + Headers.requestId(1), "Connection: close");
            AsyncResponse response = notes.suspended(AsyncResponse.class);
            assertThat(pool.submit(() -> response.cancel(3)).get(20, TimeUnit.SECONDS))
                    .isTrue();
            assertThat(InboundContract.currentOn(pool)).isSameAs(CapturedHeaders.none());
            assertThat(connection.answer().status()).isEqualTo(503);
            assertThat(pool.submit(() -> response.resume("in vain")).get(20, TimeUnit.SECONDS))
                    .isFalse();
            assertThat(InboundContract.currentOn(pool)).isSameAs(CapturedHeaders.none());
            assertThat(InboundContract.currentOn(server.workers())).isSameAs(CapturedHeaders.none());
        } finally {
            pool.shutdownNow();
        }
    }

    /** Hands its requests to a pool of its own. */
    @Path("/")
    @Produces("text/plain")
    final class Resuming {
        private final ServerNotes notes;
        private final ExecutorService pool;
        /** What was current on the pool's threads outside of answers. */
        final LinkedBlockingQueue<String> seen = new LinkedBlockingQueue<>();

        final CountDownLatch answered = new CountDownLatch(1);

        Resuming(ServerNotes notes, ExecutorService pool) {
            this.notes = notes;
            this.pool = pool;
        }

        @GET
        @Path("suspended")
        public void suspended(@Suspended AsyncResponse response) {
            notes.suspend(response);
        }

        @GET
        @Path("stage")
        public CompletionStage<Response> stage() {
            return notes.suspend(new CompletableFuture<>());
        }

        @GET
        @Path("handed-over")
        public void handedOver(@Suspended AsyncResponse response) {
            onPool(() -> response.resume("done"));
        }

        @GET
        @Path("handed-over/stage")
        public CompletionStage<String> handedOverStage() {
            CompletableFuture<String> stage = new CompletableFuture<>();
            onPool(() -> stage.complete("done"));
            return stage;
        }

        private void onPool(Runnable answer) {
            pool.execute(() -> {
                seen.add(ServerNotes.current());
                try {
                    answer.run();
                } finally {
                    seen.add(ServerNotes.current());
                }
            });
            pool.execute(() -> seen.add(ServerNotes.current()));
        }

        @GET
        @Path("thrown/answered-before")
        public void thrownAfterAnswer(@Suspended AsyncResponse response) throws Exception {
            pool.submit(() -> response.resume("done")).get(20, TimeUnit.SECONDS);
            pool.execute(() -> seen.add(ServerNotes.current()));
            throw new IllegalStateException("on purpose");
        }

        @GET
        @Path("thrown/answered-after")
        public void thrownBeforeAnswer(@Suspended AsyncResponse response) {
            pool.execute(() -> {
                try {
                    answered.await();
                    response.resume("done");
                } catch (InterruptedException | RuntimeException failed) {
                    // The request is over.
                } finally {
                    seen.add(ServerNotes.current());
                }
            });
            throw new IllegalStateException("on purpose");
        }

        @GET
        @Path("thrown/answered-meanwhile")
        public void thrownDuringAnswer(@Suspended AsyncResponse response) {
            pool.execute(() -> {
                try {
                    response.resume("done");
                } catch (RuntimeException failed) {
                    // The request is over.
                } finally {
                    seen.add(ServerNotes.current());
                }
            });
            throw new IllegalStateException("on purpose");
        }
    }
}
