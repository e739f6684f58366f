// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headerhop.Adapters;
import io.headerhop.HeaderNames;
import io.headerhop.HeaderPropagation;
import io.headerhop.contract.Headers;
import io.headerhop.contract.InboundContract.RunningServer;
import io.headerhop.contract.RawHttp;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletRequestAttributeEvent;
import jakarta.servlet.ServletRequestAttributeListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.URI;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/**
 * The options of the filter and the initializer, and how they get along with others of their kind. The same in all
 * containers.
 */
class FilterOptionsTest {
    private static final String TRACE_PARENT = "traceparent: 00-" + Headers.TRACE_ID + "-0000000000000001-01";

    private final HeaderPropagation rules = HeaderPropagation.istio();
    private final WebApp app = new WebApp()
            .servlet(
                    "/handle",
                    (request, response) ->
                            request.getRequestDispatcher("/internal").forward(request, response))
            .servlet("/internal", (request, response) -> response.getWriter().write(WebApp.currentRequestId()));

    @Test
    void nothingIsCapturedFromAnUntrustedRequest() throws Exception {
        HeaderPropagationFilter filter =
                new HeaderPropagationFilter(rules).trusting(request -> request.getHeader("x-from-the-mesh") != null);
        HeaderPropagationInitializer initializer = new HeaderPropagationInitializer(filter);
        assertThat(answer(List.of(initializer), "x-from-the-mesh: 1")).isEqualTo(Headers.requestId(1));
        assertThat(answer(List.of(initializer))).isEqualTo(WebApp.NONE);
    }

    @Test
    void aNullPredicateIsRejected() {
        assertThatThrownBy(() -> new HeaderPropagationFilter(rules).trusting(null))
                .isInstanceOf(NullPointerException.class);
    }

    @Test
    void anUntrustedRequestStaysUntrustedAfterAForward() throws Exception {
        HeaderPropagationFilter filter = new HeaderPropagationFilter(rules)
                .trusting(request -> request.getRequestURI().equals("/internal"));
        assertThat(answer(List.of(new HeaderPropagationInitializer(filter)))).isEqualTo(WebApp.NONE);
    }

    @Test
    void anUntrustedRequestStaysUntrustedOnItsErrorPage() throws Exception {
        HeaderPropagationFilter filter = new HeaderPropagationFilter(rules)
                .trusting(request -> request.getRequestURI().equals("/error"));
        WebApp failing = new WebApp()
                .servlet("/failing/*", (request, response) -> response.sendError(500))
                .servlet("/error", (request, response) -> response.getWriter().write(WebApp.currentRequestId()));
        try (RunningServer container =
                new JettyEe10Test().start(1, new HeaderPropagationInitializer(filter), failing)) {
            RawHttp.Answer answer = RawHttp.get(
                    container.uri().resolve("/failing/"), "x-request-id: " + Headers.requestId(1), "Connection: close");
            assertThat(answer.body()).isEqualTo(WebApp.NONE);
        }
    }

    @Test
    void theContainerGetsTheAttributeOnlyWhereAnotherDispatchIsAheadButTheApplicationAlwaysHasIt() throws Exception {
        List<String> added = new CopyOnWriteArrayList<>();
        WebApp looking = new WebApp()
                .with(context -> context.addListener(new ServletRequestAttributeListener() {
                    @Override
                    public void attributeAdded(ServletRequestAttributeEvent event) {
                        added.add(event.getName());
                    }
                }))
                .servlet(
                        "/looking/*",
                        (request, response) ->
                                response.getWriter().print(request.getAttribute(Adapters.REQUEST_ATTRIBUTE)))
                .servlet("/failing/*", (request, response) -> response.sendError(500));
        try (RunningServer container = new JettyEe10Test().start(1, new HeaderPropagationInitializer(rules), looking)) {
            URI uri = container.uri().resolve("/looking/");
            assertThat(RawHttp.get(uri, "Connection: close").body()).isEqualTo("CapturedHeaders[]");
            assertThat(RawHttp.get(uri, "x-b3-sampled: 1", "Connection: close").body())
                    .isEqualTo("CapturedHeaders[x-b3-sampled]");
            URI failing = container.uri().resolve("/failing/");
            RawHttp.get(failing, "Connection: close");
            assertThat(added).doesNotContain(Adapters.REQUEST_ATTRIBUTE);
            RawHttp.get(failing, "x-b3-sampled: 1", "Connection: close");
            assertThat(added).contains(Adapters.REQUEST_ATTRIBUTE);
        }
    }

    @Test
    void aRequestForWhichThePredicateThrowsIsServedAndUntrusted() throws Exception {
        HeaderPropagationFilter filter = new HeaderPropagationFilter(rules).trusting(request -> {
            throw new IllegalStateException("on purpose");
        });
        assertThat(answer(List.of(new HeaderPropagationInitializer(filter)))).isEqualTo(WebApp.NONE);
    }

    @Test
    void anUntrustedRequestGetsANewIdIfIdsAreGenerated() throws Exception {
        HeaderPropagationFilter filter =
                new HeaderPropagationFilter(rules.generatingRequestId(true)).trusting(request -> false);
        String id = answer(List.of(new HeaderPropagationInitializer(filter)));
        assertThat(UUID.fromString(id).version()).isEqualTo(4);
        assertThat(id).isNotEqualTo(Headers.requestId(1));
    }

    /** The Servlet API lets a container, or another filter's wrapper, answer like this. */
    @Test
    void aRequestWhoseHeaderListsAreNullIsServedWithTheHeadersItShows() throws Exception {
        HeaderPropagationFilter prefixed = new HeaderPropagationFilter(
                HeaderPropagation.of(HeaderNames.of("x-request-id", "x-canary", "x-tenant-*")));
        WebApp closed = new WebApp()
                .filter((request, response, chain) -> prefixed.doFilter(
                        new HttpServletRequestWrapper((HttpServletRequest) request) {
                            @Override
                            public Enumeration<String> getHeaders(String name) {
                                return null;
                            }

                            @Override
                            public Enumeration<String> getHeaderNames() {
                                return null;
                            }
                        },
                        response,
                        chain));
        assertThat(answer(List.of(closed), "x-canary: yes")).isEqualTo(Headers.requestId(1));
    }

    @Test
    void theParametersOfTheFilterComeBeforeThoseOfTheContextAndThoseBeforeTheEnvironment() throws Exception {
        WebApp parameters = new WebApp().with(context -> {
            context.setInitParameter("headerhop.headers", "w3c");
            context.setInitParameter("headerhop.generate-request-id", "true");
            context.addFilter("declared", HeaderPropagationFilter.class).addMappingForUrlPatterns(null, false, "/*");
            context.getFilterRegistration("declared").setInitParameter("headerhop.generate-request-id", "false");
        });
        System.setProperty("headerhop.headers", "istio");
        try {
            assertThat(answer(List.of(parameters))).isEqualTo(WebApp.NONE);
        } finally {
            System.clearProperty("headerhop.headers");
        }
    }

    @Test
    void aFilterConfiguredInCodeIgnoresParameters() throws Exception {
        WebApp parameters =
                new WebApp().with(context -> context.setInitParameter("headerhop.headers", "not a header name"));
        assertThat(answer(List.of(parameters, new HeaderPropagationInitializer(rules))))
                .isEqualTo(Headers.requestId(1));
    }

    @Test
    void aWrongParameterFailsTheStartAndSaysWhatToWrite() {
        WebApp parameters = new WebApp().with(context -> context.setInitParameter("headerhop.replace", "yes"));
        assertThatThrownBy(() -> answer(List.of(parameters, new HeaderPropagationInitializer())))
                .hasStackTraceContaining("headerhop.replace: 'yes' must be true or false");
    }

    @Test
    void runningTwiceAutomaticallyRegistersOneFilter() throws Exception {
        WebApp one = new WebApp()
                .with(context -> assertThat(context.getFilterRegistrations()).hasSize(1));
        assertThat(answer(List.of(new HeaderPropagationInitializer(), new HeaderPropagationInitializer(), one)))
                .isEqualTo(Headers.requestId(1));
    }

    @Test
    void theAutomaticInitializerLeavesAContextAloneThatDeclaresTheFilter() throws Exception {
        WebApp declaring = new WebApp()
                .with(context -> context.addFilter(
                                "declared", new HeaderPropagationFilter(HeaderPropagation.of(HeaderNames.w3c())))
                        .addMappingForUrlPatterns(null, false, "/*"));
        assertThat(answer(List.of(declaring, new HeaderPropagationInitializer())))
                .isEqualTo(WebApp.NONE);
    }

    @Test
    void theAutomaticInitializerLeavesAContextAloneThatTurnsItOff() throws Exception {
        WebApp saying = new WebApp().with(context -> context.setInitParameter("headerhop.automatic", "false"));
        assertThat(answer(List.of(saying, new HeaderPropagationInitializer()))).isEqualTo(WebApp.NONE);
        assertThat(answer(List.of(saying, new HeaderPropagationInitializer(), new HeaderPropagationInitializer(rules))))
                .isEqualTo(Headers.requestId(1));
    }

    private String answer(List<? extends ServletContainerInitializer> initializers, String... headerLines)
            throws Exception {
        List<ServletContainerInitializer> all = new ArrayList<>(initializers);
        all.add(app);
        List<String> lines = new ArrayList<>(List.of(headerLines));
        lines.addAll(List.of("x-request-id: " + Headers.requestId(1), TRACE_PARENT, "Connection: close"));
        try (RunningServer container = new JettyEe10Test().start(1, all.toArray(ServletContainerInitializer[]::new))) {
            return RawHttp.get(container.uri(), lines.toArray(String[]::new)).body();
        }
    }
}
