// SPDX-License-Identifier: Apache-2.0
package io.headerhop.lost;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.headerhop.CapturedHeaders;
import io.headerhop.LostCall;
import io.headerhop.PropagationStatus;
import io.headerhop.Scope;
import io.headerhop.contract.Headers;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/**
 * What is said of a call whose headers were lost: the line of code, why, and what to write. Here are the JDK's ways to
 * lose them; those of libraries are in tests/lost-calls.
 */
class LostCallsTest {
    private final ExecutorService pool = Executors.newSingleThreadExecutor(task -> new Thread(task, "orders"));
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final Calls calls = new Calls();

    @BeforeAll
    static void aRequestHasBeenServed() {
        Headers.ofRequest(1);
    }

    @AfterEach
    void stop() {
        pool.shutdownNow();
        scheduler.shutdownNow();
    }

    @Test
    void theLineIsTheFirstOneOfTheApplication() throws Exception {
        LostCall lost = calls.lostBy(call -> pool.execute(call::make));
        assertThat(lost.line()).startsWith("io.headerhop.lost.Calls$Call.make(Calls.java:");
        assertThat(lost.thread()).isEqualTo("orders");
        assertThat(lost.client()).isEqualTo("a client");
        assertThat(lost)
                .hasToString("Call to " + lost.host() + " by a client on thread orders without headers, lost at "
                        + lost.line() + ": " + lost.cause() + "; " + lost.fix());
    }

    /** As in docs/debugging-a-broken-trace.md. */
    @Test
    void theWarning() throws Exception {
        LostCall lost = calls.lostBy(call -> pool.execute(call::make));
        String page =
                Files.readString(Path.of("../docs/debugging-a-broken-trace.md")).replaceAll("\\s+", " ");
        assertThat(page)
                .contains("``` Call to inventory by OkHttp on thread orders-1 without headers, lost at"
                        + " com.example.Orders.reserve(Orders.java:42): " + lost.cause() + "; " + lost.fix() + " ```");
    }

    /** As in docs/debugging-a-broken-trace.md. */
    @Test
    void allOfThemInCode() throws Exception {
        LostCall lost = calls.lostBy(call -> pool.execute(call::make));
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            for (LostCall call : PropagationStatus.now().lostCalls()) {
                System.out.println(call);
            }
        } finally {
            System.setOut(out);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .startsWith("Call to " + lost.host() + " by a client on thread orders without headers, lost at"
                        + " io.headerhop.lost.Calls$Call.make(");
    }

    @Test
    void inAPool() throws Exception {
        LostCall lost = calls.lostBy(call -> pool.submit(call::make));
        assertThat(lost.cause()).isEqualTo("a pool that hands no headers over");
        assertThat(lost.fix()).contains("CapturedHeaders.propagating(pool)");
        assertThat(calls.carriedBy(call -> CapturedHeaders.propagating(pool).submit(call::make)))
                .isTrue();
    }

    @Test
    void inAPoolWhoseThreadsTheApplicationWraps() throws Exception {
        ExecutorService wrapped = Executors.newSingleThreadExecutor(work -> new Thread(() -> {
            try {
                work.run();
            } finally {
                Thread.interrupted();
            }
        }));
        try {
            assertThat(calls.lostBy(call -> wrapped.submit(call::make)).cause())
                    .isEqualTo("a pool that hands no headers over");
        } finally {
            wrapped.shutdownNow();
        }
    }

    @Test
    void inADelayedTask() throws Exception {
        LostCall lost = calls.lostBy(call -> scheduler.schedule(call::make, 1, MILLISECONDS));
        assertThat(lost.cause()).contains("a delayed task of a scheduler");
        assertThat(lost.fix()).contains("CapturedHeaders.propagating(scheduler)");
        assertThat(calls.carriedBy(
                        call -> CapturedHeaders.propagating(scheduler).schedule(call::make, 1, MILLISECONDS)))
                .isTrue();
    }

    @Test
    void aRecurringTaskIsNoFault() throws Exception {
        assertThat(calls.noFaultBy(call -> scheduler.scheduleAtFixedRate(call::make, 0, 1, SECONDS))
                        .cause())
                .contains("recurring");
        ScheduledExecutorService propagating = CapturedHeaders.propagating(scheduler);
        assertThat(calls.noFaultBy(call -> propagating.scheduleWithFixedDelay(call::make, 0, 1, SECONDS))
                        .cause())
                .contains("recurring");
    }

    @Test
    void inTheCommonPool() throws Exception {
        LostCall lost = calls.lostBy(call -> ForkJoinPool.commonPool().execute(call::make));
        assertThat(lost.cause()).contains("fork-join pool");
        assertThat(calls.carriedBy(call -> ForkJoinPool.commonPool()
                        .execute(CapturedHeaders.current().wrap(call::make))))
                .isTrue();
    }

    @Test
    void inAFuture() throws Exception {
        LostCall lost = calls.lostBy(call -> CompletableFuture.runAsync(call::make));
        assertThat(lost.cause()).contains("CompletableFuture started");
        assertThat(lost.fix()).contains("supplyAsync(task, CapturedHeaders.current().executor(pool))");
        assertThat(calls.lostBy(call -> CompletableFuture.supplyAsync(call::get, pool))
                        .cause())
                .contains("CompletableFuture started");
        assertThat(calls.carriedBy(call -> CompletableFuture.runAsync(
                        call::make, CapturedHeaders.current().executor(pool))))
                .isTrue();
    }

    @Test
    void inAStageOnTheThreadThatCompletesTheFuture() throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        LostCall lost = calls.lostBy(call -> {
            answer.thenRun(call::make);
            pool.execute(() -> answer.complete("done"));
        });
        assertThat(lost.cause()).contains("a later stage of a CompletableFuture");
        CompletableFuture<String> other = new CompletableFuture<>();
        assertThat(calls.carriedBy(call -> {
                    other.thenRunAsync(call::make, CapturedHeaders.current().executor(pool));
                    pool.execute(() -> other.complete("done"));
                }))
                .isTrue();
    }

    @Test
    void inAParallelStream() throws Exception {
        ForkJoinPool streams = new ForkJoinPool(2);
        try {
            LostCall lost = calls.lostBy(call ->
                    streams.execute(() -> IntStream.range(0, 64).parallel().forEach(i -> makeOnAnotherThread(call))));
            assertThat(lost.cause()).contains("a parallel stream");
            assertThat(lost.fix()).contains("wrapFunction");
            lost = calls.lostBy(call -> streams.execute(() -> IntStream.range(0, 64)
                    .parallel()
                    .map(i -> makeOnAnotherThread(call))
                    .sum()));
            assertThat(lost.cause()).contains("a parallel stream");
        } finally {
            streams.shutdown();
            assertThat(streams.awaitTermination(20, SECONDS)).isTrue();
        }
    }

    /** Whether this thread is the one that began with the stream, its stack tells: there is a line of this class. */
    private static int makeOnAnotherThread(Calls.Call call) {
        long lines = StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> frame.getClassName().equals(LostCallsTest.class.getName()))
                        .count());
        if (lines == 2) {
            call.make();
        } else {
            call.await();
        }
        return 1;
    }

    @Test
    void inAThreadOfItsOwn() throws Exception {
        LostCall lost = calls.lostBy(call -> new Thread(call::make).start());
        assertThat(lost.cause()).isEqualTo("a thread that nobody handed the headers to");
        assertThat(calls.carriedBy(call -> new Thread(CapturedHeaders.current().wrap(call::make)).start()))
                .isTrue();
    }

    @Test
    void inATimer() throws Exception {
        Timer timer = new Timer(true);
        try {
            LostCall lost = calls.lostBy(call -> timer.schedule(
                    new TimerTask() {
                        @Override
                        public void run() {
                            call.make();
                        }
                    },
                    0));
            assertThat(lost.cause()).contains("java.util.Timer");
            // It may as well be a recurring one, which the stack does not tell.
            assertThat(lost.fix()).endsWith("; nothing to do if no request caused the call");
        } finally {
            timer.cancel();
        }
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void inAVirtualThread() throws Exception {
        ExecutorService virtual = (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        try {
            assertThat(calls.lostBy(call -> virtual.execute(call::make)).cause())
                    .contains("virtual thread");
            assertThat(calls.lostBy(call -> virtual.submit(call::make)).cause()).contains("virtual thread");
            assertThat(calls.carriedBy(
                            call -> CapturedHeaders.propagating(virtual).submit(call::make)))
                    .isTrue();
        } finally {
            virtual.shutdownNow();
        }
    }

    @Test
    void inAStageOfTheJdksClient() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://localhost:" + server.getAddress().getPort()))
                    .build();
            LostCall lost = calls.lostBy(call -> HttpClient.newHttpClient()
                    .sendAsync(request, BodyHandlers.discarding())
                    .thenRun(call::make));
            assertThat(lost.cause()).contains("a later stage of a CompletableFuture");
            lost = calls.lostBy(call -> HttpClient.newHttpClient().sendAsync(request, answer -> {
                call.make();
                return BodyHandlers.discarding().apply(answer);
            }));
            assertThat(lost.cause()).contains("a thread of the JDK's HttpClient");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void inAServerWithoutAnInboundAdapter() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(pool);
        try {
            LostCall lost = calls.lostBy(call -> {
                server.createContext("/", exchange -> {
                    call.make();
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
                server.start();
                HttpClient.newHttpClient()
                        .sendAsync(
                                HttpRequest.newBuilder(URI.create("http://localhost:"
                                                + server.getAddress().getPort()))
                                        .build(),
                                BodyHandlers.discarding());
            });
            assertThat(lost.cause()).contains("no inbound adapter has made the request's headers current");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void inATaskThatWasHandedOverWhereNothingWasCurrent() throws Exception {
        for (Calls.Code code : List.<Calls.Code>of(
                call -> CapturedHeaders.propagating(pool).execute(call::make),
                call -> CompletableFuture.runAsync(call::make, CapturedHeaders.propagating(pool)),
                call -> CompletableFuture.runAsync(
                        call::make, CapturedHeaders.current().executor(pool)),
                call -> new CompletableFuture<String>()
                        .completeOnTimeout("done", 1, MILLISECONDS)
                        .thenRunAsync(call::make, CapturedHeaders.current().executor(pool)))) {
            LostCall lost = calls.noFaultOutsideOfRequests(code);
            assertThat(lost.cause()).isEqualTo("the task was handed over where nothing was current");
            assertThat(lost.fix()).contains("CapturedHeaders.current().executor(pool)");
        }
    }

    /** The stage was added by a request; the task that completes its future was not. */
    @Test
    void inAStageThatATaskWithoutARequestCompletes() throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        Runnable completes = CapturedHeaders.current().wrap(() -> answer.complete("done"));
        LostCall lost = calls.lostBy(call -> {
            answer.thenRun(call::make);
            pool.execute(completes);
        });
        assertThat(lost.cause()).contains("a later stage of a CompletableFuture");
    }

    /** On a request's own thread too, or in a pool. */
    @Test
    void aScopeWithNothingIsNoFault() throws Exception {
        LostCall lost = calls.noFaultBy(call -> pool.execute(() -> {
            try (Scope nothing = CapturedHeaders.none().makeCurrent()) {
                call.make();
            }
        }));
        assertThat(lost.cause()).startsWith("a scope without headers on this thread");
        assertThat(calls.lostBy(call -> pool.execute(() -> {
                            CapturedHeaders.none().makeCurrent().close();
                            call.make();
                        }))
                        .cause())
                .isEqualTo("a pool that hands no headers over");
    }

    /**
     * What the stack does not tell from a lost request, the application says, as in docs/debugging-a-broken-trace.md.
     */
    @Test
    void aLoopOrATimerThatSaysThatItHasNoRequestIsNoFault() throws Exception {
        assertThat(calls.noFaultBy(call -> new Thread(() -> withoutRequest(call)).start())
                        .cause())
                .startsWith("a scope without headers on this thread");
        Timer timer = new Timer(true);
        try {
            LostCall call = calls.noFaultBy(made -> timer.schedule(
                    new TimerTask() {
                        @Override
                        public void run() {
                            withoutRequest(made);
                        }
                    },
                    0,
                    1000));
            assertThat(call.cause()).startsWith("a scope without headers on this thread");
            assertThat(call.likelyLoss()).isFalse();
        } finally {
            timer.cancel();
        }
    }

    private static void withoutRequest(Calls.Call call) {
        try (Scope nothing = CapturedHeaders.none().makeCurrent()) {
            call.make();
        }
    }

    @Test
    void inAThreadOfAClassOfTheApplication() throws Exception {
        LostCall lost = calls.lostBy(call -> {
            class Sender extends Thread {
                @Override
                public void run() {
                    call.make();
                }
            }
            new Sender().start();
        });
        assertThat(lost.cause()).isEqualTo("a thread that nobody handed the headers to");
    }

    /** What the application calls, it calls on its own thread: only what has called the application counts. */
    @Test
    void notWhatTheApplicationItselfHasCalledOnItsThread() throws Exception {
        LostCall lost = calls.lostBy(call -> pool.submit(() -> CompletableFuture.runAsync(call::make, Runnable::run)));
        assertThat(lost.cause()).isEqualTo("a pool that hands no headers over");
        lost = calls.noFaultBy(call -> scheduler.scheduleAtFixedRate(
                () -> CompletableFuture.completedFuture("done").thenRun(call::make), 0, 1, SECONDS));
        assertThat(lost.cause()).contains("recurring");
        lost = calls.noFaultBy(call -> scheduler.scheduleAtFixedRate(
                () -> CompletableFuture.completedFuture("done").thenRunAsync(call::make, Runnable::run),
                0,
                1,
                SECONDS));
        assertThat(lost.cause()).contains("recurring");
        lost = calls.noFaultOutsideOfRequests(
                call -> IntStream.of(1).parallel().forEach(i -> CompletableFuture.runAsync(call::make, Runnable::run)));
        assertThat(lost.cause()).isEqualTo("no request is served on this thread");
    }

    @Test
    void onTheThreadOfTheProgramItselfIsNoFault() throws Exception {
        LostCall lost = calls.noFaultOutsideOfRequests(Calls.Call::make);
        assertThat(lost.cause()).isEqualTo("no request is served on this thread");
    }
}
