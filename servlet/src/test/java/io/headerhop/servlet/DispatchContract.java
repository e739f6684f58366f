// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderNames;
import io.headerhop.HeaderPropagation;
import io.headerhop.PropagationEvent;
import io.headerhop.contract.Headers;
import io.headerhop.contract.InboundContract;
import io.headerhop.contract.RawHttp;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Filters, forwards, includes and error pages: all on the thread of the request. */
interface DispatchContract extends ServletContract {
    @Test
    default void theOtherFiltersSeeTheHeadersBeforeAndAfterTheServlet() throws Exception {
        WebApp app = new WebApp();
        app.filter((request, response, chain) -> {
            app.at("before");
            chain.doFilter(request, response);
            app.at("after");
        });
        seenAt(app.servlet("/handle", (request, response) -> app.at("servlet")), "before", "servlet", "after");
    }

    @Test
    default void aRequestWithoutHeadersSeesNothingOnAThreadWhereSomeWereLeft() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        WebApp app = new WebApp().servlet("/handle", (request, response) -> seen.add(WebApp.currentRequestId()));
        try (RunningServer container = start(1, new HeaderPropagationInitializer(RULES), app)) {
            container.workers().execute(() -> Headers.ofRequest(1).makeCurrent());
            RawHttp.get(container.uri(), "Connection: close");
            assertThat(InboundContract.currentOn(container.workers()).first("x-request-id"))
                    .isEqualTo(Headers.requestId(1));
        }
        assertThat(seen).containsExactly(WebApp.NONE);
    }

    @Test
    default void aFilterThatWasRegisteredEarlierSeesTheHeadersToo() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        WebApp app = new WebApp()
                .filter((request, response, chain) -> seen.add(WebApp.currentRequestId()))
                .servlet("/handle", (request, response) -> {});
        try (RunningServer container = start(1, app, new HeaderPropagationInitializer(RULES))) {
            RawHttp.get(container.uri(), "x-request-id: " + Headers.requestId(1), "Connection: close");
        }
        assertThat(seen).containsExactly(Headers.requestId(1));
    }

    @Test
    default void aForwardSeesTheHeadersAndSoDoesTheServletAfterItReturned() throws Exception {
        WebApp app = new WebApp();
        app.servlet("/handle", (request, response) -> {
            request.getRequestDispatcher("/target").forward(request, response);
            app.at("after");
        });
        seenAt(app.servlet("/target", (request, response) -> app.at("target")), "target", "after");
    }

    @Test
    default void anIncludeSeesTheHeadersAndSoDoesTheServletAfterItReturned() throws Exception {
        WebApp app = new WebApp();
        app.servlet("/handle", (request, response) -> {
            request.getRequestDispatcher("/target").include(request, response);
            app.at("after");
        });
        seenAt(app.servlet("/target", (request, response) -> app.at("target")), "target", "after");
    }

    @Test
    default void theErrorPageOfAServletThatThrewSeesTheHeaders() throws Exception {
        WebApp app = new WebApp();
        app.servlet("/handle", (request, response) -> {
            throw new IllegalStateException("on purpose");
        });
        seenAt(app.servlet("/error", (request, response) -> app.at("page")), "page");
    }

    @Test
    default void theErrorPageOfAServletThatFailedWithAnErrorSeesTheHeaders() throws Exception {
        WebApp app = new WebApp();
        app.servlet("/handle", (request, response) -> {
            throw new AssertionError("on purpose");
        });
        seenAt(app.servlet("/error", (request, response) -> app.at("page")), "page");
    }

    @Test
    default void theErrorPageAfterSendErrorSeesTheHeadersAndSoDoesTheServletUntilItReturns() throws Exception {
        WebApp app = new WebApp();
        app.servlet("/handle", (request, response) -> {
            response.sendError(500);
            app.at("after");
        });
        seenAt(app.servlet("/error", (request, response) -> app.at("page")), "after", "page");
    }

    @Test
    default void aSecondFilterDoesNotCaptureAgainAndRestoresWhatTheFirstOneMadeCurrent() throws Exception {
        List<CapturedHeaders> seen = new CopyOnWriteArrayList<>();
        WebApp app = new WebApp()
                .filter((request, response, chain) -> {
                    seen.add(CapturedHeaders.current());
                    // Called here, not by the context: the order of filters is up to the container.
                    new HeaderPropagationFilter(HeaderPropagation.of(HeaderNames.w3c()))
                            .doFilter(request, response, chain);
                    seen.add(CapturedHeaders.current());
                })
                .servlet("/handle", (request, response) -> seen.add(CapturedHeaders.current()));
        long before = PropagationEvent.CAPTURED.count();
        try (RunningServer container = start(1, new HeaderPropagationInitializer(RULES), app)) {
            RawHttp.get(container.uri(), "x-request-id: " + Headers.requestId(1), "Connection: close");
        }
        assertThat(seen).hasSize(3).containsOnly(seen.get(0));
        assertThat(seen.get(0).first("x-request-id")).isEqualTo(Headers.requestId(1));
        assertThat(PropagationEvent.CAPTURED.count()).isEqualTo(before + 1);
    }

    @Test
    default void mappedToRequestsOnlyTheErrorPageGoesWithoutTheHeadersAndAForwardWithThem() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        WebApp app = new WebApp()
                .with(context -> {
                    var filter = context.addFilter("requests only", new HeaderPropagationFilter(RULES));
                    filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
                })
                .servlet(
                        "/handle",
                        (request, response) ->
                                request.getRequestDispatcher("/target").forward(request, response))
                .servlet("/target", (request, response) -> {
                    seen.add(WebApp.currentRequestId());
                    response.sendError(500);
                })
                .servlet("/error", (request, response) -> seen.add(WebApp.currentRequestId()));
        try (RunningServer container = start(1, app)) {
            RawHttp.get(container.uri(), "x-request-id: " + Headers.requestId(1), "Connection: close");
        }
        assertThat(seen).containsExactly(Headers.requestId(1), WebApp.NONE);
    }
}
