// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.contract.Headers;
import io.headerhop.contract.RawHttp;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Asynchronous requests: what the container runs for them on other threads, after the request's own thread has moved
 * on.
 */
interface AsyncContract extends ServletContract {
    @Test
    default void aTaskStartedByTheContainerSeesTheHeaders() throws Exception {
        WebApp app = new WebApp();
        app.servlet("/handle", (request, response) -> {
            AsyncContext async = request.startAsync();
            async.start(() -> {
                app.at("task");
                async.complete();
            });
        });
        seenAt(app, "task");
    }

    @Test
    default void aTaskStartedThroughTheRequestsAsyncContextSeesTheHeaders() throws Exception {
        WebApp app = new WebApp();
        app.servlet("/handle", (request, response) -> {
            request.startAsync(request, response);
            request.getAsyncContext().start(() -> {
                app.at("task");
                request.getAsyncContext().complete();
            });
        });
        seenAt(app, "task");
    }

    @Test
    default void aDispatchFromTheThreadOfAnotherRequestSeesItsOwnHeaders() throws Exception {
        WebApp app = new WebApp();
        app.servlet("/handle", (request, response) -> {
            AsyncContext async = request.startAsync();
            app.onTheThreadOfAnotherRequest(() -> async.dispatch("/target"));
        });
        app.servlet("/target", (request, response) -> app.at("target"));
        seenAt(app, "target", WebApp.OTHER_REQUEST);
    }

    @Test
    default void eachDispatchOfARequestThatStartsAsyncAgainSeesTheHeaders() throws Exception {
        WebApp app = new WebApp();
        app.servlet("/handle", (request, response) -> {
            app.at("first");
            request.startAsync(request, response).dispatch("/second");
        });
        app.servlet("/second", (request, response) -> {
            app.at("second");
            AsyncContext async = request.startAsync();
            async.start(() -> {
                app.at("task");
                async.dispatch("/third");
            });
        });
        app.servlet("/third", (request, response) -> app.at("third"));
        seenAt(app, "first", "second", "task", "third");
    }

    @Test
    default void anAsyncRequestThatWasForwardedSeesTheHeaders() throws Exception {
        WebApp app = new WebApp();
        app.servlet(
                "/handle",
                (request, response) ->
                        request.getRequestDispatcher("/forwarded").forward(request, response));
        app.servlet("/forwarded", (request, response) -> {
            AsyncContext async = request.startAsync(request, response);
            async.start(() -> {
                app.at("task");
                async.dispatch("/target");
            });
        });
        app.servlet("/target", (request, response) -> app.at("target"));
        seenAt(app, "task", "target");
    }

    @Test
    default void theListenerOfARequestThatAnotherOneCompletesSeesItsOwnHeaders() throws Exception {
        WebApp app = new WebApp();
        app.servlet("/handle", (request, response) -> {
            AsyncContext async = request.startAsync();
            async.addListener(new NotingListener(app));
            app.onTheThreadOfAnotherRequest(async::complete);
        });
        seenAt(app, "onComplete", WebApp.OTHER_REQUEST);
    }

    @Test
    default void theListenersOfARequestThatTimesOutSeeTheHeaders() throws Exception {
        WebApp app = new WebApp();
        app.servlet("/handle", (request, response) -> {
            AsyncContext async = request.startAsync(request, response);
            async.setTimeout(50);
            async.addListener(new NotingListener(app), request, response);
        });
        seenAt(app, "onTimeout", "onComplete");
    }

    @Test
    default void theErrorPageOfARequestThatTimesOutWithoutAListenerSeesTheHeaders() throws Exception {
        WebApp app = new WebApp();
        app.servlet("/handle", (request, response) -> request.startAsync().setTimeout(50));
        seenAt(app.servlet("/error", (request, response) -> app.at("page")), "page");
    }

    @Test
    default void theListenersOfARequestThatFailsAfterStartAsyncSeeTheHeaders() throws Exception {
        WebApp app = new WebApp();
        app.servlet("/handle", (request, response) -> {
            request.startAsync().addListener(new NotingListener(app));
            throw new IllegalStateException("on purpose");
        });
        seenAt(app, "onError", "onComplete");
    }

    @Test
    default void theListenersOfARequestThatFailsAfterADispatchSeeTheHeaders() throws Exception {
        WebApp app = new WebApp();
        app.servlet("/handle", (request, response) -> {
            AsyncContext async = request.startAsync();
            async.addListener(new NotingListener(app));
            async.dispatch("/failing");
        });
        app.servlet("/failing", (request, response) -> {
            app.at("failing");
            throw new IllegalStateException("on purpose");
        });
        seenAt(app, "failing", "onComplete");
    }

    @Test
    default void aListenerThatStaysOnForTheNextCycleSeesTheHeaders() throws Exception {
        WebApp app = new WebApp();
        app.servlet("/handle", (request, response) -> {
            AsyncContext async = request.startAsync();
            async.addListener(new NotingListener(app));
            async.dispatch("/again");
        });
        app.servlet("/again", (request, response) -> {
            AsyncContext async = request.startAsync();
            app.onTheThreadOfAnotherRequest(async::complete);
        });
        seenAt(app, "onStartAsync", "onComplete", WebApp.OTHER_REQUEST);
    }

    @Test
    default void mappedToRequestsOnlyAnAsyncDispatchGoesWithoutTheHeadersAndATaskWithThem() throws Exception {
        CompletableFuture<String> task = new CompletableFuture<>();
        WebApp app = new WebApp()
                .with(context -> {
                    var filter = context.addFilter("requests only", new HeaderPropagationFilter(RULES));
                    filter.setAsyncSupported(true);
                    filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
                })
                .servlet("/handle", (request, response) -> {
                    AsyncContext async = request.startAsync();
                    async.start(() -> {
                        task.complete(WebApp.currentRequestId());
                        async.dispatch("/target");
                    });
                })
                .servlet("/target", (request, response) -> response.getWriter().write(WebApp.currentRequestId()));
        try (RunningServer container = start(1, app)) {
            RawHttp.Answer answer =
                    RawHttp.get(container.uri(), "x-request-id: " + Headers.requestId(1), "Connection: close");
            assertThat(task.get()).isEqualTo(Headers.requestId(1));
            assertThat(answer.body()).isEqualTo(WebApp.NONE);
        }
    }

    @Test
    default void eachOfManyConcurrentAsyncRequestsSeesItsOwn() throws Exception {
        WebApp app = new WebApp()
                .servlet("/handle", (request, response) -> {
                    AsyncContext async = request.startAsync();
                    async.start(() -> {
                        request.setAttribute("task", WebApp.currentRequestId());
                        async.dispatch("/target");
                    });
                })
                .servlet(
                        "/target",
                        (request, response) -> response.getWriter()
                                .write(request.getAttribute("task") + " " + WebApp.currentRequestId()));
        ExecutorService clients = Executors.newFixedThreadPool(16);
        try (RunningServer container = start(8, new HeaderPropagationInitializer(RULES), app)) {
            List<Future<RawHttp.Answer>> answers = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                String line = "x-request-id: " + Headers.requestId(i);
                answers.add(clients.submit(() -> RawHttp.get(container.uri(), line, "Connection: close")));
            }
            for (int i = 0; i < 100; i++) {
                assertThat(answers.get(i).get(20, TimeUnit.SECONDS).body())
                        .isEqualTo(Headers.requestId(i) + " " + Headers.requestId(i));
            }
        } finally {
            clients.shutdownNow();
        }
    }
}
