// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Filter, chain, outbound calls: everything one request goes through except the container's and connection's I/O. */
final class Pipeline {
    /** Which contender does what. */
    record What(String container, String client, String scenario, String contender) {}

    /** The call's own headers, and those the client adds. */
    private static final Set<String> OWN =
            Set.of("accept", "content-type", "user-agent", "host", "connection", "accept-encoding");

    private final Runnable refresh;
    private final HttpServletRequest request;
    private final ServletResponse response;
    private final Filter filter;
    private final Chain chain;
    private final String[] leftOnRequest;

    private Pipeline(What what, LiveRequest live) throws Exception {
        Scenario scenario = Scenario.of(what.scenario);
        Contender contender = Contender.of(what.contender, what.container, scenario);
        refresh = live.refresh;
        request = contender.wrap(live.request);
        response = live.response;
        filter = scenario.isFiltered()
                ? contender.filter()
                : (unfiltered, response, rest) -> rest.doFilter(unfiltered, response);
        filter.init(new Registration(live.request.getServletContext()));
        chain = new Chain(Outbound.of(what.client, contender), scenario.calls());

        Set<String> attributes = new HashSet<>(Collections.list(request.getAttributeNames()));
        filter.doFilter(request, response, chain);
        leftOnRequest = Collections.list(request.getAttributeNames()).stream()
                .filter(name -> !attributes.contains(name))
                .toArray(String[]::new);
        once();
        check(what, contender.carries(scenario));
    }

    interface Work {
        void run(Pipeline pipeline) throws Exception;
    }

    /** Runs the work with a pipeline on a live request. What it carries was checked before. */
    static void with(What what, Work work) throws Exception {
        LiveRequest.with(
                what.container, Scenario.of(what.scenario).inbound(), live -> work.run(new Pipeline(what, live)));
    }

    /** One request. */
    void once() throws IOException, ServletException {
        refresh.run();
        for (String attribute : leftOnRequest) {
            request.removeAttribute(attribute);
        }
        filter.doFilter(request, response, chain);
    }

    private void check(What what, List<String> expected) {
        List<String> carried = chain.outbound.sent().stream()
                .filter(header -> !OWN.contains(header.name().toLowerCase(Locale.ROOT)))
                .map(Header::toString)
                .sorted()
                .toList();
        if (!carried.equals(expected)) {
            throw new IllegalStateException(what + " carried " + carried + " instead of " + expected);
        }
    }

    private static final class Chain implements FilterChain {
        private final Outbound outbound;
        private final int calls;
        // Kept, so that the filter's wrapper is really allocated.
        private final @Nullable Object[] seen = new Object[3];

        Chain(Outbound outbound, int calls) {
            this.outbound = outbound;
            this.calls = calls;
        }

        @Override
        public void doFilter(ServletRequest request, ServletResponse response) throws IOException {
            seen[0] = request;
            seen[1] = response;
            for (int i = 0; i < calls; i++) {
                seen[2] = outbound.call();
            }
        }
    }

    private record Registration(ServletContext context) implements FilterConfig {
        @Override
        public String getFilterName() {
            return "benchmark";
        }

        @Override
        public ServletContext getServletContext() {
            return context;
        }

        @Override
        public @Nullable String getInitParameter(String name) {
            return null;
        }

        @Override
        public Enumeration<String> getInitParameterNames() {
            return Collections.emptyEnumeration();
        }
    }
}
