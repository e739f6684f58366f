package io.headerhop.jaxrs;

import io.headerhop.CapturedHeaders;
import jakarta.ws.rs.container.CompletionCallback;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.FeatureContext;
import java.util.Map;
import org.jboss.resteasy.core.PostResourceMethodInvokers;
import org.jboss.resteasy.core.ResteasyContext;
import org.jboss.resteasy.core.interception.jaxrs.PreMatchContainerRequestContext;
import org.jboss.resteasy.plugins.server.Cleanables;
import org.jboss.resteasy.spi.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * Begins in filters and ends where RESTEasy itself cleans up. A filter learns neither that a method has returned while
 * its request stays suspended nor that another filter failed; of these, one is always called:
 *
 * <ul>
 *   <li>{@link Cleanables} when the thread that received a request is done with it, unless somebody has resumed it;
 *   <li>{@link PostResourceMethodInvokers} when a resource method has returned or thrown;
 *   <li>a {@link CompletionCallback} when a suspended request was answered, also in vain.
 * </ul>
 */
@PreMatching
final class ResteasyServer implements ContainerRequestFilter, ContainerResponseFilter {
    private final ServerCapture capture;

    private ResteasyServer(ServerCapture capture) {
        this.capture = capture;
    }

    static void install(FeatureContext context, ServerCapture capture) {
        // First of the request filters, and first of the response filters, which are called in reverse order.
        context.register(
                new ResteasyServer(capture),
                Map.of(
                        ContainerRequestFilter.class,
                        Integer.MIN_VALUE,
                        ContainerResponseFilter.class,
                        Integer.MAX_VALUE));
    }

    @Override
    public void filter(ContainerRequestContext request) {
        HttpRequest http = httpRequest(request);
        CapturedHeaders headers = isOfTheJdk(http) ? capture.capture(request) : capture.captureOnce(request);
        ServerStretch receiving = new ServerStretch(headers);
        ResteasyContext.pushContext(ServerStretch.class, receiving);
        ResteasyContext.pushContext(PostResourceMethodInvokers.class, new AfterMethod(receiving, http));
        ResteasyContext.getRequiredContextData(Cleanables.class).addCleanable(receiving::end);
        receiving.begin();
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        ServerStretch receiving = ResteasyContext.getContextData(ServerStretch.class);
        HttpRequest http = httpRequest(request);
        if (receiving == null) {
            // The first item of a stream, on the thread that publishes it.
            return;
        }
        if (http.getAsyncContext().isSuspended()) {
            ServerStretch answering = new ServerStretch(receiving.headers());
            endWhenAnswered(answering, http);
            answering.begin();
        } else if (isOfTheJdk(http) && (ResteasyContext.getContextDataLevelCount() > 1 || !receiving.isHere())) {
            // Resumed all the same. The cleanables are forgotten, and nothing else is called after this.
            receiving.end();
        }
    }

    /** What was captured from the request that is answered on this thread. */
    static @Nullable CapturedHeaders captured(ContainerRequestContext request) {
        ServerStretch receiving = ResteasyContext.getContextData(ServerStretch.class);
        return receiving == null ? null : receiving.headers();
    }

    private static HttpRequest httpRequest(ContainerRequestContext request) {
        return ((PreMatchContainerRequestContext) request).getHttpRequest();
    }

    /**
     * The JDK's HTTP server. It has one set of attributes for all requests, so that another's may be in there, and
     * cannot suspend a request, though RESTEasy does not say so to who suspends one.
     */
    private static boolean isOfTheJdk(HttpRequest http) {
        return http.getClass().getName().startsWith("org.jboss.resteasy.plugins.server.sun.http.");
    }

    private static void endWhenAnswered(ServerStretch stretch, HttpRequest suspended) {
        CompletionCallback answered = failure -> stretch.end();
        suspended.getAsyncContext().getAsyncResponse().register(answered);
    }

    /** For the thread that received a request which its method, or a filter, has suspended. */
    private static final class AfterMethod extends PostResourceMethodInvokers {
        private final ServerStretch receiving;
        private final HttpRequest http;

        AfterMethod(ServerStretch receiving, HttpRequest http) {
            this.receiving = receiving;
            this.http = http;
        }

        @Override
        public void clear() {
            super.clear();
            if (http.getAsyncContext().isSuspended()) {
                // The thread may have to answer yet, if the method threw or its stage is done. But if somebody
                // has resumed the request, RESTEasy has forgotten the thread's cleanables.
                endWhenAnswered(receiving, http);
                if (http.getAsyncContext().getAsyncResponse().isDone()) {
                    receiving.end();
                }
            }
        }
    }
}
