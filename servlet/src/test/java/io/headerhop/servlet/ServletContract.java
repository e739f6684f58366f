// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.HeaderPropagation;
import io.headerhop.contract.Headers;
import io.headerhop.contract.InboundContract;
import io.headerhop.contract.RawHttp;
import jakarta.servlet.ServletContainerInitializer;
import java.util.concurrent.Executor;

/** What holds in every servlet container. An implementing test only says how to start its container. */
interface ServletContract extends InboundContract {
    /**
     * Starts a container on loopback that serves requests on this many threads. Its context is at the root, gets these
     * initializers the way the README shows, and has the page {@code /error} for status 500.
     */
    RunningServer start(int workers, ServletContainerInitializer... initializers) throws Exception;

    @Override
    default RunningServer start(HeaderPropagation rules, int workers, Handler handler) throws Exception {
        WebApp app = new WebApp()
                .servlet("/handle", (request, response) -> response.getWriter().write(handler.handle()))
                .servlet("/error", (request, response) -> response.getWriter().write("failed"));
        return start(workers, new HeaderPropagationInitializer(rules), app);
    }

    /** How a test's client sends its request, on a new connection. */
    @FunctionalInterface
    interface Client {
        void send(RawHttp connection, String... headerLines) throws Exception;
    }

    /** The headers are seen at each of these places, and nowhere else. */
    default void seenAt(WebApp app, String... places) throws Exception {
        seenAt(app, ServletContract::get, places);
    }

    /**
     * The headers are seen at each of these places by two requests with different ones and by one without any; after
     * each, nothing is left for a request without headers or for a task of its own on any thread of the container.
     */
    default void seenAt(WebApp app, Client client, String... places) throws Exception {
        app.servlet("/probe", (request, response) -> response.getWriter().write(WebApp.currentRequestId()));
        try (RunningServer container = start(1, new HeaderPropagationInitializer(RULES), app)) {
            app.servedBy(container.workers());
            for (int number : new int[] {1, 2, 0}) {
                app.forgetSeen();
                try (RawHttp connection = RawHttp.connect(container.uri())) {
                    client.send(connection, number == 0 ? "Accept: */*" : "x-request-id: " + Headers.requestId(number));
                }
                app.assertSeen(number, places);
                assertNothingIsLeft(container);
            }
        }
    }

    static void assertNothingIsLeft(RunningServer container) throws Exception {
        for (Executor thread : container.threads()) {
            assertThat(InboundContract.currentOn(thread).isEmpty()).isTrue();
        }
        assertThat(RawHttp.get(container.uri().resolve("/probe"), "Connection: close")
                        .body())
                .isEqualTo(WebApp.NONE);
    }

    static void get(RawHttp connection, String... headerLines) throws Exception {
        connection.send("GET", "/handle", headerLines);
        connection.answer();
    }
}
