// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.contract.Headers;
import io.headerhop.contract.InboundContract;
import io.headerhop.contract.RawHttp;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.WriteListener;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * A request ended by one of the application's own threads: the very next task on that thread finds what the thread had
 * before, whenever the answer is written, and even if it cannot be.
 */
interface NextTaskContract extends ServletContract {
    int LARGE = 4 * 1024 * 1024;

    /** What the pool's thread does with the request. */
    @FunctionalInterface
    interface Ending {
        void end(AsyncContext async) throws Exception;
    }

    /** What the client does while the next task runs, or afterwards. */
    @FunctionalInterface
    interface Receiver {
        void receive(RawHttp connection, CompletableFuture<String> next) throws Exception;
    }

    @Test
    default void theNextTaskAfterATinyAnswerHasWhatTheThreadHadBefore() throws Exception {
        nextTaskHasWhatTheThreadHadBefore(
                async -> {
                    async.getResponse().getOutputStream().print("tiny");
                    async.complete();
                },
                NextTaskContract::readsAll);
    }

    @Test
    default void theNextTaskAfterALargeAnswerHasWhatTheThreadHadBefore() throws Exception {
        nextTaskHasWhatTheThreadHadBefore(
                async -> {
                    async.getResponse().getOutputStream().write(new byte[LARGE]);
                    async.complete();
                },
                NextTaskContract::readsAll);
    }

    @Test
    default void theNextTaskAfterAStreamedAnswerHasWhatTheThreadHadBefore() throws Exception {
        nextTaskHasWhatTheThreadHadBefore(
                async -> {
                    OutputStream out = async.getResponse().getOutputStream();
                    for (int i = 0; i < 100; i++) {
                        out.write(new byte[1024]);
                        out.flush();
                    }
                    async.complete();
                },
                NextTaskContract::readsAll);
    }

    @Test
    default void theNextTaskHasWhatTheThreadHadBeforeWhileASlowClientDoesNotRead() throws Exception {
        nextTaskHasWhatTheThreadHadBefore(
                async -> {
                    async.getResponse().setBufferSize(2 * LARGE);
                    async.getResponse().getOutputStream().write(new byte[LARGE]);
                    // Returns at once: who writes it, and when, is up to the container.
                    async.complete();
                },
                (connection, next) -> {
                    next.get(20, TimeUnit.SECONDS);
                    connection.answer();
                });
    }

    @Test
    default void theNextTaskAfterWritingToAClientThatWentAwayHasWhatTheThreadHadBefore() throws Exception {
        nextTaskHasWhatTheThreadHadBefore(
                async -> {
                    try {
                        OutputStream out = async.getResponse().getOutputStream();
                        for (int i = 0; i < 1000; i++) {
                            out.write(new byte[64 * 1024]);
                            out.flush();
                        }
                    } finally {
                        async.complete();
                    }
                },
                (connection, next) -> connection.close());
    }

    @Test
    default void theNextTaskAfterADispatchHasWhatTheThreadHadBefore() throws Exception {
        nextTaskHasWhatTheThreadHadBefore(async -> async.dispatch("/dispatched"), NextTaskContract::readsAll);
    }

    @Test
    default void theNextTaskAfterStartingAnotherHasWhatTheThreadHadBefore() throws Exception {
        nextTaskHasWhatTheThreadHadBefore(async -> async.start(async::complete), NextTaskContract::readsAll);
    }

    @Test
    default void theNextTaskAfterSettingAWriteListenerHasWhatTheThreadHadBefore() throws Exception {
        nextTaskHasWhatTheThreadHadBefore(
                async -> async.getResponse().getOutputStream().setWriteListener(new WriteListener() {
                    @Override
                    public void onWritePossible() {
                        async.complete();
                    }

                    @Override
                    public void onError(Throwable failure) {
                        async.complete();
                    }
                }),
                NextTaskContract::readsAll);
    }

    @Test
    default void theNextTaskAfterAFailureOfItsOwnHasWhatTheThreadHadBefore() throws Exception {
        nextTaskHasWhatTheThreadHadBefore(
                async -> {
                    async.complete();
                    throw new IllegalStateException("on purpose");
                },
                NextTaskContract::readsAll);
    }

    @Test
    default void theNextTaskAfterCompletingARequestWhoseServletThrewHasWhatTheThreadHadBefore() throws Exception {
        for (String path : new String[] {"/throwing", "/error-throwing"}) {
            nextTaskHasWhatTheThreadHadBefore(path, AsyncContext::complete, (connection, next) -> {
                next.get(20, TimeUnit.SECONDS);
                connection.answer();
            });
        }
    }

    private static void readsAll(RawHttp connection, CompletableFuture<String> next) throws Exception {
        connection.answer();
    }

    private void nextTaskHasWhatTheThreadHadBefore(Ending ending, Receiver receiver) throws Exception {
        nextTaskHasWhatTheThreadHadBefore("/handle", ending, receiver);
    }

    /**
     * The thread has nothing, or headers of its own; the task that ends the request was given the request's headers or
     * not.
     */
    private void nextTaskHasWhatTheThreadHadBefore(String path, Ending ending, Receiver receiver) throws Exception {
        for (boolean something : new boolean[] {false, true}) {
            for (boolean handedOver : new boolean[] {true, false}) {
                ExecutorService pool = Executors.newSingleThreadExecutor();
                if (something) {
                    pool.submit(() -> Headers.ofRequest(98).makeCurrent()).get();
                }
                try {
                    nextTaskSees(
                            something ? Headers.requestId(98) : WebApp.NONE,
                            pool,
                            handedOver ? CapturedHeaders.propagating(pool) : pool,
                            path,
                            ending,
                            receiver);
                } finally {
                    pool.shutdownNow();
                }
            }
        }
    }

    private void nextTaskSees(
            String expected, Executor pool, Executor handing, String path, Ending ending, Receiver receiver)
            throws Exception {
        CompletableFuture<CompletableFuture<String>> next = new CompletableFuture<>();
        WebApp app = new WebApp();
        WebApp.Code handle = (request, response) -> {
            AsyncContext async = request.startAsync();
            async.addListener(new NotingListener(app));
            CompletableFuture<String> nextTask = new CompletableFuture<>();
            boolean throwing = request.getServletPath().contains("throwing");
            handing.execute(() -> {
                if (throwing) {
                    app.awaitIdle();
                }
                try {
                    ending.end(async);
                } catch (Exception e) {
                    // Of the client that went away, or on purpose.
                }
            });
            pool.execute(() -> nextTask.complete(WebApp.currentRequestId()));
            next.complete(nextTask);
        };
        app.servlet("/handle", handle);
        app.servlet("/throwing", (request, response) -> {
            handle.serve(request, response);
            throw new IllegalStateException("on purpose");
        });
        app.servlet("/error-throwing", (request, response) -> {
            handle.serve(request, response);
            throw new AssertionError("on purpose");
        });
        app.servlet("/dispatched", (request, response) -> response.getWriter().write("dispatched"));
        app.servlet("/error", (request, response) -> response.getWriter().write("failed"));
        app.servlet("/probe", (request, response) -> response.getWriter().write(WebApp.currentRequestId()));
        try (RunningServer container = start(1, new HeaderPropagationInitializer(RULES), app)) {
            app.servedBy(container.workers());
            try (RawHttp connection = RawHttp.connect(container.uri())) {
                connection.send("GET", path, "x-request-id: " + Headers.requestId(1), "Connection: close");
                receiver.receive(connection, next.get(20, TimeUnit.SECONDS));
            }
            assertThat(next.get().get(20, TimeUnit.SECONDS)).isEqualTo(expected);
            app.assertSeen(1, "onComplete");
            assertThat(String.valueOf(InboundContract.currentOn(pool).first("x-request-id")))
                    .isEqualTo(expected.equals(WebApp.NONE) ? "null" : expected);
            ServletContract.assertNothingIsLeft(container);
        }
    }
}
