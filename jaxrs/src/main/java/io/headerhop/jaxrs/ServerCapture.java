// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderPropagation;
import io.headerhop.spi.HeaderReader;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What is captured, and from which requests. Thread-safe. */
final class ServerCapture {
    // Unique to the class loader, like the attribute's name.
    private static final String OWN = Adapters.REQUEST_ATTRIBUTE + ".jaxrs";

    private final HeaderPropagation propagation;
    private final boolean configured;
    private final @Nullable Predicate<? super ContainerRequestContext> trusted;
    // The rules of the filter in front that were last compared with these.
    private volatile @Nullable HeaderPropagation compared;

    /**
     * @param configured whether the application has given a configuration of its own
     * @param trusted null if every request is trusted
     */
    ServerCapture(
            HeaderPropagation propagation,
            boolean configured,
            @Nullable Predicate<? super ContainerRequestContext> trusted) {
        this.propagation = propagation;
        this.configured = configured;
        this.trusted = trusted;
    }

    HeaderPropagation propagation() {
        return propagation;
    }

    ServerCapture trusting(Predicate<? super ContainerRequestContext> requests) {
        return new ServerCapture(propagation, true, Objects.requireNonNull(requests));
    }

    /**
     * Captures once: the first adapter that sees the request does it, which behind a servlet filter is not this one.
     */
    CapturedHeaders captureOnce(ContainerRequestContext request) {
        CapturedHeaders known = of(request);
        if (known == null) {
            return keep(request, Adapters.REQUEST_ATTRIBUTE, capture(request));
        }
        if (!configured || request.getProperty(OWN) != null) {
            return known;
        }
        // The automatic filter's rules are nobody's choice; only those of a filter of the application's own take
        // precedence.
        boolean automatic = known.equals(request.getProperty(Adapters.AUTOMATIC_ATTRIBUTE));
        return keep(request, OWN, automatic ? capture(request) : unlessRefused(known, request));
    }

    private static CapturedHeaders keep(ContainerRequestContext request, String property, CapturedHeaders headers) {
        request.setProperty(property, headers);
        return headers;
    }

    /** Behind the application's own filter: the filter's rules apply, and both have to trust the request. */
    private CapturedHeaders unlessRefused(CapturedHeaders known, ContainerRequestContext request) {
        HeaderPropagation rules = known.rules();
        if (compared != rules) {
            compared = rules;
            if (!rules.toString().equals(propagation.toString())) {
                Adapters.warn(
                        "HeaderPropagationServerFeature is behind a HeaderPropagationFilter with other rules, so the"
                                + " feature's own are without effect (" + propagation
                                + "): give them to the filter");
            }
        }
        Predicate<? super ContainerRequestContext> predicate = trusted;
        if (predicate == null) {
            return known;
        }
        boolean[] passed = {false};
        CapturedHeaders own = Adapters.capture(
                propagation, request.getHeaders(), Reader.INSTANCE, headers -> passed[0] = predicate.test(request));
        return passed[0] ? known : own;
    }

    CapturedHeaders capture(ContainerRequestContext request) {
        Predicate<? super ContainerRequestContext> predicate = trusted;
        return predicate == null
                ? Adapters.capture(propagation, request.getHeaders(), Reader.INSTANCE)
                : Adapters.capture(
                        propagation, request.getHeaders(), Reader.INSTANCE, headers -> predicate.test(request));
    }

    /** What was captured from the request; null if no capture was attempted yet. */
    static @Nullable CapturedHeaders of(ContainerRequestContext request) {
        if (request.getProperty(OWN) instanceof CapturedHeaders own) {
            return own;
        }
        return request.getProperty(Adapters.REQUEST_ATTRIBUTE) instanceof CapturedHeaders captured ? captured : null;
    }

    private enum Reader implements HeaderReader<MultivaluedMap<String, String>> {
        INSTANCE;

        @Override
        public @Nullable String first(MultivaluedMap<String, String> headers, String name) {
            return headers.getFirst(name);
        }

        @Override
        public Iterator<String> values(MultivaluedMap<String, String> headers, String name) {
            return headers.getOrDefault(name, List.of()).iterator();
        }

        @Override
        public Iterator<String> names(MultivaluedMap<String, String> headers) {
            return headers.keySet().iterator();
        }
    }
}
