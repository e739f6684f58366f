package io.headerhop.jaxrs;

import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderPropagation;
import io.headerhop.HeaderReader;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What is captured from a request, and from which. */
record ServerCapture(HeaderPropagation propagation, Predicate<? super ContainerRequestContext> trusted) {
    ServerCapture trusting(Predicate<? super ContainerRequestContext> requests) {
        return new ServerCapture(propagation, requests);
    }

    /** Captures once, by whichever adapter sees the request first: behind a servlet filter, it is not this one. */
    CapturedHeaders captureOnce(ContainerRequestContext request) {
        CapturedHeaders known = of(request);
        if (known != null) {
            return known;
        }
        CapturedHeaders headers = capture(request);
        request.setProperty(CapturedHeaders.REQUEST_ATTRIBUTE, headers);
        return headers;
    }

    CapturedHeaders capture(ContainerRequestContext request) {
        return propagation.capture(request.getHeaders(), Reader.INSTANCE, headers -> trusted.test(request));
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
