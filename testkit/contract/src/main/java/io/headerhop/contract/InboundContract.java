// SPDX-License-Identifier: Apache-2.0
package io.headerhop.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderNames;
import io.headerhop.HeaderPropagation;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every server adapter captures. An implementing test only says how to start its server. */
public interface InboundContract {
    HeaderPropagation RULES = HeaderPropagation.of(HeaderNames.istio().plus("baggage", "x-tenant-*"));

    /** The application: called on the request's thread for every request to {@code /handle}. */
    @FunctionalInterface
    interface Handler {
        /** Returns the response's body. */
        String handle();
    }

    /** A running server. */
    interface RunningServer extends AutoCloseable {
        /** The address of {@code /handle}. */
        URI uri();

        /** The threads that serve requests. */
        Executor workers();

        /** All threads on which the server calls an application. */
        default List<Executor> threads() {
            return List.of(workers());
        }

        @Override
        void close() throws Exception;
    }

    /** Starts a server on loopback that serves requests on this many threads. */
    RunningServer start(HeaderPropagation rules, int workers, Handler handler) throws Exception;

    @Test
    default void makesTheHeadersCurrentWhileTheRequestIsServed() throws Exception {
        CapturedHeaders seen = serveOne(
                "X-Request-ID: " + Headers.requestId(1), "X-B3-TraceId: " + Headers.TRACE_ID, "X-TENANT-NAME: blue");
        assertThat(seen.names()).containsExactly("x-request-id", "x-b3-traceid", "x-tenant-name");
        assertThat(seen.first("x-request-id")).isEqualTo(Headers.requestId(1));
        assertThat(seen.first("x-b3-traceid")).isEqualTo(Headers.TRACE_ID);
        assertThat(seen.first("x-tenant-name")).isEqualTo("blue");
    }

    @Test
    default void keepsEveryLineOfARepeatedHeaderInOrder() throws Exception {
        CapturedHeaders seen = serveOne("baggage: a=1", "Baggage: b=2,c=3", "BAGGAGE: d=4");
        assertThat(String.join(",", seen.values("baggage"))).isEqualTo("a=1,b=2,c=3,d=4");
    }

    @Test
    default void capturesNothingWhereNothingCame() throws Exception {
        assertThat(serveOne("Accept: text/plain").isEmpty()).isTrue();
    }

    @Test
    default void leavesOutWhatIsEmptyOrWouldBreakACall() throws Exception {
        CapturedHeaders seen = serveOne("x-b3-parentspanid:", "tracestate:  ", "x-tenant-name: gr\u00fcn", "b3: 0");
        assertThat(seen.names()).containsExactly("b3");
    }

    @Test
    default void carriesOnlyTheFreshFormOfB3() throws Exception {
        String old = Headers.TRACE_ID + "-00000000000000aa-1";
        CapturedHeaders seen = serveOne(
                "b3: " + old,
                "x-b3-traceid: " + Headers.TRACE_ID,
                "x-b3-spanid: 00000000000000bb",
                "x-b3-parentspanid: 00000000000000aa");
        assertThat(seen.names()).containsExactly("x-b3-traceid", "x-b3-spanid", "x-b3-parentspanid");
        CapturedHeaders later = serveOne(
                "b3: " + Headers.TRACE_ID + "-00000000000000cc-1-00000000000000bb",
                "x-b3-traceid: " + Headers.TRACE_ID,
                "x-b3-spanid: 00000000000000bb");
        assertThat(later.names()).containsExactly("b3");
    }

    @Test
    default void theNextRequestOnTheSameThreadSeesNothingOfTheOneBefore() throws Exception {
        List<CapturedHeaders> seen = new CopyOnWriteArrayList<>();
        try (RunningServer server = start(RULES, 1, () -> remember(seen))) {
            RawHttp.get(server.uri(), "x-request-id: " + Headers.requestId(1), "Connection: close");
            RawHttp.get(server.uri(), "Connection: close");
        }
        assertThat(seen).hasSize(2);
        assertThat(seen.get(0).first("x-request-id")).isEqualTo(Headers.requestId(1));
        assertThat(seen.get(1).isEmpty()).isTrue();
    }

    @Test
    default void aTaskOnTheServersThreadsSeesNothingAfterARequest() throws Exception {
        try (RunningServer server = start(RULES, 1, () -> "done")) {
            RawHttp.get(server.uri(), "x-request-id: " + Headers.requestId(1), "Connection: close");
            assertThat(currentOn(server.workers()).isEmpty()).isTrue();
        }
    }

    @Test
    default void nothingIsLeftAfterTheHandlerThrew() throws Exception {
        for (Throwable failure : List.of(new IllegalStateException("on purpose"), new AssertionError("on purpose"))) {
            try (RunningServer server = start(RULES, 1, () -> {
                sneakyThrow(failure);
                return "";
            })) {
                RawHttp.Answer answer =
                        RawHttp.get(server.uri(), "x-request-id: " + Headers.requestId(1), "Connection: close");
                assertThat(answer.status()).isEqualTo(500);
                assertThat(currentOn(server.workers()).isEmpty()).isTrue();
            }
        }
    }

    @Test
    default void aScopeThatTheHandlerForgotToCloseEndsWithTheRequest() throws Exception {
        for (boolean fails : new boolean[] {false, true}) {
            try (RunningServer server = start(RULES, 1, () -> {
                CapturedHeaders before = CapturedHeaders.current();
                Headers.ofRequest(2).makeCurrent();
                CapturedHeaders.none().makeCurrent();
                Headers.ofRequest(3).makeCurrent();
                if (fails) {
                    throw new IllegalStateException("on purpose");
                }
                return before.names().toString();
            })) {
                for (int i = 0; i < 3; i++) {
                    RawHttp.Answer answer =
                            RawHttp.get(server.uri(), "x-request-id: " + Headers.requestId(1), "Connection: close");
                    assertThat(answer.status()).isEqualTo(fails ? 500 : 200);
                    assertThat(answer.body()).isEqualTo(fails ? answer.body() : "[x-request-id]");
                    assertThat(currentOn(server.workers()).isEmpty()).isTrue();
                    RawHttp.Answer without = RawHttp.get(server.uri(), "Connection: close");
                    assertThat(without.body()).isEqualTo(fails ? without.body() : "[]");
                    assertThat(currentOn(server.workers()).isEmpty()).isTrue();
                }
            }
        }
    }

    @Test
    default void nothingIsLeftAfterARequestToNowhere() throws Exception {
        try (RunningServer server = start(RULES, 1, () -> "done")) {
            URI nowhere = server.uri().resolve("/nowhere");
            RawHttp.Answer answer = RawHttp.get(nowhere, "x-request-id: " + Headers.requestId(1), "Connection: close");
            assertThat(answer.status()).isEqualTo(404);
            assertThat(currentOn(server.workers()).isEmpty()).isTrue();
        }
    }

    @Test
    default void pipelinedRequestsOnOneConnectionEachSeeTheirOwn() throws Exception {
        int requests = 10;
        try (RunningServer server = start(RULES, 4, InboundContract::currentRequestId);
                RawHttp connection = RawHttp.connect(server.uri())) {
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < requests; i++) {
                all.append("GET ").append(server.uri().getPath()).append(" HTTP/1.1\r\nHost: localhost\r\n");
                // Every other request has no headers: it must not see its predecessor's.
                all.append(i % 2 == 0 ? "x-request-id: " + Headers.requestId(i) + "\r\n\r\n" : "\r\n");
            }
            connection.write(all.toString());
            for (int i = 0; i < requests; i++) {
                assertThat(connection.answer().body()).isEqualTo(i % 2 == 0 ? Headers.requestId(i) : "none");
            }
        }
    }

    @Test
    default void eachOfManyConcurrentRequestsSeesItsOwn() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(16);
        try (RunningServer server = start(RULES, 8, InboundContract::currentRequestId)) {
            List<Future<RawHttp.Answer>> answers = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                String line = "x-request-id: " + Headers.requestId(i);
                answers.add(clients.submit(() -> RawHttp.get(server.uri(), line, "Connection: close")));
            }
            for (int i = 0; i < 100; i++) {
                assertThat(answers.get(i).get(20, TimeUnit.SECONDS).body()).isEqualTo(Headers.requestId(i));
            }
        } finally {
            clients.shutdownNow();
        }
    }

    private CapturedHeaders serveOne(String... headerLines) throws Exception {
        List<CapturedHeaders> seen = new CopyOnWriteArrayList<>();
        String[] lines = Arrays.copyOf(headerLines, headerLines.length + 1);
        lines[headerLines.length] = "Connection: close";
        try (RunningServer server = start(RULES, 2, () -> remember(seen))) {
            assertThat(RawHttp.get(server.uri(), lines).status()).isEqualTo(200);
        }
        assertThat(seen).hasSize(1);
        return seen.get(0);
    }

    private static String remember(List<CapturedHeaders> seen) {
        seen.add(CapturedHeaders.current());
        return "remembered";
    }

    private static String currentRequestId() {
        String requestId = CapturedHeaders.current().first("x-request-id");
        return requestId == null ? "none" : requestId;
    }

    /** What a task sees that runs on one of the server's threads without serving a request. */
    static CapturedHeaders currentOn(Executor workers) throws Exception {
        CompletableFuture<CapturedHeaders> seen = new CompletableFuture<>();
        workers.execute(() -> seen.complete(CapturedHeaders.current()));
        return seen.get(20, TimeUnit.SECONDS);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneakyThrow(Throwable failure) throws T {
        throw (T) failure;
    }
}
