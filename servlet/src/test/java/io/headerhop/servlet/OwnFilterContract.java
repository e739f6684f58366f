// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.Destinations;
import io.headerhop.HeaderNames;
import io.headerhop.HeaderPropagation;
import io.headerhop.contract.Headers;
import io.headerhop.contract.RawHttp;
import io.headerhop.spi.Address;
import io.headerhop.spi.HeaderWriter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/**
 * An application that registers its own filter beside the automatic one, which comes with the jar in a WAR: only the
 * rules of its own filter are in effect.
 */
interface OwnFilterContract extends ServletContract {
    HeaderPropagationInitializer AUTOMATIC = new HeaderPropagationInitializer();

    String[] TRUSTED = {"x-trusted: 1", "x-request-id: " + Headers.requestId(1), "x-canary: yes", "Connection: close"};
    String[] UNTRUSTED = {"x-request-id: " + Headers.requestId(1), "x-canary: yes", "Connection: close"};

    /** Every way for an application to have a filter, with the automatic one registered before and after it. */
    private static Map<String, List<ServletContainerInitializer>> routes() {
        Map<String, List<ServletContainerInitializer>> ways = new LinkedHashMap<>();
        ways.put("by an initializer of its own", List.of(registering(own())));
        ways.put("by ours", List.of(new HeaderPropagationInitializer(own())));
        ways.put("inside of another filter", List.of(registering(new Around(own(), true))));
        Map<String, List<ServletContainerInitializer>> routes = new LinkedHashMap<>();
        ways.forEach((way, initializers) -> {
            List<ServletContainerInitializer> before = new ArrayList<>(initializers);
            before.add(AUTOMATIC);
            routes.put(way + ", before", before);
            List<ServletContainerInitializer> after = new ArrayList<>(initializers);
            after.add(0, AUTOMATIC);
            routes.put(way + ", after", after);
        });
        return routes;
    }

    /** Trusts few requests, and carries another header, to one host only. */
    private static HeaderPropagationFilter own() {
        return new HeaderPropagationFilter(
                        HeaderPropagation.of(HeaderNames.of("x-canary")).destinations(Destinations.only("inventory")))
                .trusting(request -> request.getHeader("x-trusted") != null);
    }

    private static WebApp registering(Filter filter) {
        return new WebApp().with(context -> {
            var registration = context.addFilter("own", filter);
            registration.setAsyncSupported(true);
            registration.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), true, "/*");
        });
    }

    @Test
    default void itsOwnFilterIsInEffectWhicheverIsRegisteredFirst() throws Exception {
        for (var route : routes().entrySet()) {
            List<ServletContainerInitializer> initializers = new ArrayList<>(route.getValue());
            initializers.add(app());
            try (RunningServer container = start(1, initializers.toArray(ServletContainerInitializer[]::new))) {
                for (int i = 0; i < 2; i++) {
                    assertThat(RawHttp.get(container.uri(), UNTRUSTED).body())
                            .as(route.getKey())
                            .isEqualTo("[] [] inventory: [] payments: [] task: [] dispatch: []");
                    assertThat(RawHttp.get(container.uri(), TRUSTED).body())
                            .as(route.getKey())
                            .isEqualTo("[x-canary] [x-canary] inventory: [x-canary] payments: [] task: [x-canary]"
                                    + " dispatch: [x-canary]");
                    assertThat(RawHttp.get(container.uri().resolve("/failing"), TRUSTED)
                                    .body())
                            .as(route.getKey())
                            .isEqualTo("[x-canary]");
                    ServletContract.assertNothingIsLeft(container);
                }
            }
        }
    }

    @Test
    default void filtersBeforeItsOwnSeeNothingThatOtherRulesCapture() throws Exception {
        WebApp early = new WebApp().filter((request, response, chain) -> {
            request.setAttribute("early", CapturedHeaders.current().names());
            chain.doFilter(request, response);
        });
        for (Filter own : List.of(own(), new Around(own(), true))) {
            try (RunningServer container = start(1, AUTOMATIC, early, registering(own), app())) {
                assertThat(RawHttp.get(container.uri().resolve("/early"), UNTRUSTED)
                                .body())
                        .isEqualTo("[] []");
                assertThat(RawHttp.get(container.uri().resolve("/early"), TRUSTED)
                                .body())
                        .isEqualTo("[] [x-canary]");
            }
        }
    }

    /** Like a framework's proxy for a filter: the container never gets to know the filter, and we not in advance. */
    @Test
    default void itsOwnFilterThatNobodyInitializedIsInEffectFromItsPlaceOnAndThenForAll() throws Exception {
        WebApp early = new WebApp().filter((request, response, chain) -> {
            request.setAttribute("early", CapturedHeaders.current().names());
            chain.doFilter(request, response);
        });
        Filter own = new Around(own(), false);
        try (RunningServer container = start(1, AUTOMATIC, early, registering(own), app())) {
            assertThat(RawHttp.get(container.uri(), TRUSTED).body())
                    .isEqualTo("[x-canary] [x-canary] inventory: [x-canary] payments: [] task: [x-canary]"
                            + " dispatch: [x-canary]");
            for (int i = 0; i < 2; i++) {
                assertThat(RawHttp.get(container.uri(), UNTRUSTED).body())
                        .isEqualTo("[] [] inventory: [] payments: [] task: [] dispatch: []");
                assertThat(RawHttp.get(container.uri().resolve("/early"), UNTRUSTED)
                                .body())
                        .isEqualTo("[] []");
                assertThat(RawHttp.get(container.uri().resolve("/early"), TRUSTED)
                                .body())
                        .isEqualTo("[] [x-canary]");
            }
            ServletContract.assertNothingIsLeft(container);
        }
        try (RunningServer container = start(1, AUTOMATIC, registering(new Around(own(), false)), app())) {
            assertThat(RawHttp.get(container.uri(), UNTRUSTED).body())
                    .isEqualTo("[] [] inventory: [] payments: [] task: [] dispatch: []");
        }
    }

    @Test
    default void aFilterDeclaredByItsClassIsInEffectWithItsParameters() throws Exception {
        WebApp declaring = new WebApp().with(context -> {
            var registration = context.addFilter("declared", HeaderPropagationFilter.class);
            registration.setInitParameter("headerhop.headers", "x-canary");
            registration.setAsyncSupported(true);
            registration.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), true, "/*");
        });
        for (List<ServletContainerInitializer> order :
                List.of(List.<ServletContainerInitializer>of(AUTOMATIC, declaring), List.of(declaring, AUTOMATIC))) {
            List<ServletContainerInitializer> initializers = new ArrayList<>(order);
            initializers.add(app());
            try (RunningServer container = start(1, initializers.toArray(ServletContainerInitializer[]::new))) {
                assertThat(RawHttp.get(container.uri(), UNTRUSTED).body()).startsWith("[x-canary] [x-canary]");
            }
        }
    }

    @Test
    default void theAutomaticFilterIsInEffectWhereThereIsNoOther() throws Exception {
        try (RunningServer container = start(1, AUTOMATIC, AUTOMATIC, app())) {
            for (int i = 0; i < 2; i++) {
                assertThat(RawHttp.get(container.uri(), TRUSTED).body())
                        .isEqualTo("[x-request-id] [x-request-id] inventory: [x-request-id] payments: [x-request-id]"
                                + " task: [x-request-id] dispatch: [x-request-id]");
                assertThat(RawHttp.get(container.uri().resolve("/failing"), TRUSTED)
                                .body())
                        .isEqualTo("[x-request-id]");
            }
        }
    }

    @Test
    default void twoInitializersWithFiltersOfTheirOwnFailTheStart() {
        assertThatThrownBy(() -> start(
                                1,
                                new HeaderPropagationInitializer(RULES),
                                new HeaderPropagationInitializer(own()),
                                app())
                        .close())
                .hasStackTraceContaining("only one can be in effect");
    }

    private static WebApp app() {
        WebApp app = new WebApp();
        app.servlet("/handle", (request, response) -> {
            request.setAttribute("first", CapturedHeaders.current().names());
            var async = request.startAsync();
            async.start(() -> {
                request.setAttribute("task", CapturedHeaders.current().names());
                async.dispatch("/dispatched");
            });
        });
        app.servlet(
                "/dispatched",
                (request, response) -> response.getWriter()
                        .write(request.getAttribute("first") + " "
                                + CapturedHeaders.current().names() + " inventory: " + carriedTo("inventory")
                                + " payments: " + carriedTo("payments") + " task: " + request.getAttribute("task")
                                + " dispatch: " + CapturedHeaders.current().names()));
        app.servlet(
                "/early",
                (request, response) -> response.getWriter()
                        .write(request.getAttribute("early") + " "
                                + CapturedHeaders.current().names()));
        app.servlet("/failing", (request, response) -> response.sendError(500));
        app.servlet(
                "/error",
                (request, response) ->
                        response.getWriter().print(CapturedHeaders.current().names()));
        return app.servlet("/probe", (request, response) -> response.getWriter().write(WebApp.currentRequestId()));
    }

    private static List<String> carriedTo(String host) {
        List<String> request = new ArrayList<>();
        Adapters.inject(
                CapturedHeaders.current(), Address.of("http", host, -1), request, new HeaderWriter<List<String>>() {
                    @Override
                    public void forEach(List<String> names, BiConsumer<String, String> line) {}

                    @Override
                    public void add(List<String> names, String name, String value) {
                        names.add(name);
                    }

                    @Override
                    public void remove(List<String> names, String name) {}
                });
        return request;
    }

    /** A filter that delegates to another, which it may initialize. */
    record Around(Filter filter, boolean initializes) implements Filter {
        @Override
        public void init(FilterConfig config) throws ServletException {
            if (initializes) {
                filter.init(config);
            }
        }

        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            filter.doFilter(request, response, chain);
        }
    }
}
