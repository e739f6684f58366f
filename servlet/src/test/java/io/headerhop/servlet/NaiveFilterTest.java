// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.contract.Headers;
import io.headerhop.contract.InboundContract.RunningServer;
import io.headerhop.contract.RawHttp;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What goes wrong in the filters that every team writes for itself. The contracts cover each of these cases. */
class NaiveFilterTest {
    private static final ThreadLocal<@Nullable String> CURRENT = new ThreadLocal<>();

    private final List<String> seen = new CopyOnWriteArrayList<>();

    private final Filter clearing = (request, response, chain) -> {
        CURRENT.set(((HttpServletRequest) request).getHeader("x-request-id"));
        try {
            chain.doFilter(request, response);
        } finally {
            CURRENT.remove();
        }
    };

    private final Filter leaving = (request, response, chain) -> {
        String requestId = ((HttpServletRequest) request).getHeader("x-request-id");
        if (requestId != null) {
            CURRENT.set(requestId);
        }
        chain.doFilter(request, response);
    };

    @Test
    void clearingOnTheWayOutLosesTheHeadersAfterAForward() throws Exception {
        WebApp app = new WebApp()
                .servlet("/handle", (request, response) -> {
                    request.getRequestDispatcher("/target").forward(request, response);
                    see();
                })
                .servlet("/target", (request, response) -> see());
        serve(app, clearing, EnumSet.allOf(DispatcherType.class), "x-request-id: " + Headers.requestId(1));
        assertThat(seen).containsExactly(Headers.requestId(1), "null");
    }

    @Test
    void aThreadLocalAloneLosesTheHeadersInATaskAndInAListener() throws Exception {
        WebApp app = new WebApp().servlet("/handle", (request, response) -> {
            see();
            AsyncContext async = request.startAsync();
            async.start(() -> {
                see();
                async.complete();
            });
        });
        serve(app, clearing, EnumSet.allOf(DispatcherType.class), "x-request-id: " + Headers.requestId(1));
        assertThat(seen).containsExactly(Headers.requestId(1), "null");
    }

    @Test
    void mappedToRequestsOnlyItLosesTheHeadersOnTheErrorPage() throws Exception {
        WebApp app = new WebApp()
                .servlet("/handle", (request, response) -> response.sendError(500))
                .servlet("/error", (request, response) -> see());
        serve(app, clearing, EnumSet.of(DispatcherType.REQUEST), "x-request-id: " + Headers.requestId(1));
        assertThat(seen).containsExactly("null");
    }

    @Test
    void settingOnlyWhatCameGivesOneRequestTheHeadersOfAnother() throws Exception {
        WebApp app = new WebApp().servlet("/handle", (request, response) -> see());
        serve(
                app,
                leaving,
                EnumSet.allOf(DispatcherType.class),
                "x-request-id: " + Headers.requestId(1),
                "Accept: text/plain");
        assertThat(seen).containsExactly(Headers.requestId(1), Headers.requestId(1));
    }

    private void see() {
        seen.add(String.valueOf(CURRENT.get()));
    }

    private static void serve(WebApp app, Filter filter, EnumSet<DispatcherType> dispatches, String... requests)
            throws Exception {
        app.with(context -> {
            var registration = context.addFilter("naive", filter);
            registration.setAsyncSupported(true);
            registration.addMappingForUrlPatterns(dispatches, false, "/*");
        });
        try (RunningServer container = new JettyEe10Test().start(1, app)) {
            for (String line : requests) {
                RawHttp.get(container.uri(), line, "Connection: close");
            }
        }
    }
}
