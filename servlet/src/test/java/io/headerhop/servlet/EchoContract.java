// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.contract.Headers;
import io.headerhop.contract.RawHttp;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The request id on the response, if the application asks for it. */
interface EchoContract extends ServletContract {
    @Test
    default void theRequestIdIsEchoedOnceOnResponsesOfEveryKindIfAskedFor() throws Exception {
        WebApp app = new WebApp()
                .servlet("/handle", (request, response) -> response.getWriter().write("done"))
                .servlet(
                        "/forward",
                        (request, response) ->
                                request.getRequestDispatcher("/handle").forward(request, response))
                .servlet(
                        "/dispatch",
                        (request, response) ->
                                request.startAsync(request, response).dispatch("/handle"))
                .servlet("/throw", (request, response) -> {
                    throw new IllegalStateException("on purpose");
                })
                .servlet("/pageless", (request, response) -> response.sendError(404))
                .servlet("/error", (request, response) -> response.getWriter().write("failed"));
        HeaderPropagationFilter echoing = new HeaderPropagationFilter(RULES).echoingRequestId();
        try (RunningServer container = start(1, new HeaderPropagationInitializer(echoing), app)) {
            for (String path : List.of("/handle", "/forward", "/dispatch", "/throw", "/pageless")) {
                RawHttp.Answer answer = RawHttp.get(
                        container.uri().resolve(path),
                        "X-Request-Id: " + Headers.requestId(1),
                        "x-b3-sampled: 1",
                        "Connection: close");
                assertThat(echoesIn(answer)).as(path).containsExactly("x-request-id: " + Headers.requestId(1));
                assertThat(answer.headerLines().toString()).doesNotContainIgnoringCase("b3");
            }
            assertThat(echoesIn(RawHttp.get(container.uri(), "Connection: close")))
                    .isEmpty();
        }
    }

    @Test
    default void aRequestIdThatTheApplicationSetsReplacesTheEcho() throws Exception {
        WebApp app = new WebApp().servlet("/handle", (request, response) -> {
            response.setHeader("X-Request-Id", "my-own");
            response.getWriter().write("done");
        });
        HeaderPropagationFilter echoing = new HeaderPropagationFilter(RULES).echoingRequestId();
        try (RunningServer container = start(1, new HeaderPropagationInitializer(echoing), app)) {
            String line = "x-request-id: " + Headers.requestId(1);
            assertThat(echoesIn(RawHttp.get(container.uri(), line, "Connection: close")))
                    .containsExactly("x-request-id: my-own");
        }
    }

    @Test
    default void nothingIsEchoedUnlessItIsAskedFor() throws Exception {
        try (RunningServer container = start(RULES, 1, () -> "done")) {
            String line = "x-request-id: " + Headers.requestId(1);
            assertThat(echoesIn(RawHttp.get(container.uri(), line, "Connection: close")))
                    .isEmpty();
        }
    }

    private static List<String> echoesIn(RawHttp.Answer answer) {
        return answer.headerLines().stream()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .filter(line -> line.startsWith("x-request-id:"))
                .toList();
    }
}
