package io.headerhop.jaxrs;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderPropagation;
import io.headerhop.HeaderReader;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is captured from a request, and from which.
 *
 * @param configured whether the application has given a configuration of its own
 * @param trusted null if every request is trusted
 */
record ServerCapture(
        HeaderPropagation propagation,
        boolean configured,
        @Nullable Predicate<? super ContainerRequestContext> trusted) {
    ServerCapture trusting(Predicate<? super ContainerRequestContext> requests) {
        return new ServerCapture(propagation, configured, Objects.requireNonNull(requests));
    }

    /** Captures once, by whichever adapter sees the request first: behind a servlet filter, it is not this one. */
    CapturedHeaders captureOnce(ContainerRequestContext request) {
        CapturedHeaders known = of(request);
        if (known != null) {
            return unlessRefused(known, request);
        }
        CapturedHeaders headers = capture(request);
        request.setProperty(CapturedHeaders.REQUEST_ATTRIBUTE, headers);
        return headers;
    }

    /** The servlet filter's rules hold, whether it is the application's own or the automatic one; trust is for both. */
    private CapturedHeaders unlessRefused(CapturedHeaders known, ContainerRequestContext request) {
        if (configured && !known.rules().toString().equals(propagation.toString())) {
            Adapters.warn(
                    "The HeaderPropagationServerFeature is behind a servlet filter of Headerhop, which captures by"
                            + " rules of its own, so that the feature's are without effect (" + propagation
                            + "). Give them to"
                            + " the filter; or set the context parameter headerhop.automatic to false, if it is the automatic"
                            + " one");
        }
        if (trusted == null) {
            return known;
        }
        CapturedHeaders own = capture(request);
        return own.isEmpty() ? own : known;
    }

    CapturedHeaders capture(ContainerRequestContext request) {
        return trusted == null
                ? propagation.capture(request.getHeaders(), Reader.INSTANCE)
                : propagation.capture(request.getHeaders(), Reader.INSTANCE, headers -> trusted.test(request));
    }

    /** What was captured from the request; null if nobody has tried yet. */
    static @Nullable CapturedHeaders of(ContainerRequestContext request) {
        return request.getProperty(CapturedHeaders.REQUEST_ATTRIBUTE) instanceof CapturedHeaders captured
                ? captured
                : null;
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
