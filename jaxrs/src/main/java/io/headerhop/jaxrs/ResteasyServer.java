// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.FeatureContext;
import java.util.Map;
import org.jboss.resteasy.core.PostResourceMethodInvoker;
import org.jboss.resteasy.core.PostResourceMethodInvokers;
import org.jboss.resteasy.core.ResteasyContext;
import org.jboss.resteasy.core.interception.jaxrs.PreMatchContainerRequestContext;
import org.jboss.resteasy.plugins.server.Cleanables;
import org.jboss.resteasy.spi.HttpRequest;
import org.jboss.resteasy.spi.ResteasyProviderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Begins in the first filter and ends where RESTEasy is done with the thread that received the request. A filter learns
 * neither that a method has returned while its request stays suspended nor that another filter failed; hence:
 *
 * <ul>
 *   <li>{@link Cleanables} are called when the thread is done with the request, unless somebody has resumed it;
 *   <li>{@link PostResourceMethodInvokers} when a resource method has returned or thrown.
 * </ul>
 *
 * A suspended request is answered within {@link ResteasyAsyncResponse}, {@link ResteasyStages}.
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
        context.register(new LastRequestFilter(), Integer.MAX_VALUE);
        ResteasyStages.install((ResteasyProviderFactory) context.getConfiguration());
    }

    @Override
    public void filter(ContainerRequestContext context) {
        HttpRequest http = httpRequest(context);
        ResteasyRequest request =
                new ResteasyRequest(isOfTheJdk(http) ? capture.capture(context) : capture.captureOnce(context));
        ResteasyContext.pushContext(ResteasyRequest.class, request);
        ResteasyContext.pushContext(PostResourceMethodInvokers.class, new AfterMethod(request, http));
        ResteasyContext.getRequiredContextData(Cleanables.class).addCleanable(request::threadDone);
        request.received();
        if (ResteasyAsyncContext.install(http, request)) {
            request.answeredByUs();
        }
    }

    @Override
    public void filter(ContainerRequestContext context, ContainerResponseContext response) {
        ResteasyRequest request = ResteasyContext.getContextData(ResteasyRequest.class);
        if (request != null
                && isOfTheJdk(httpRequest(context))
                && !request.isAnsweringHere()
                && (ResteasyContext.getContextDataLevelCount() > 1 || !request.isOnReceivingThread())) {
            // Resumed though it could not be suspended. The cleanables are forgotten, and nothing else is called after
            // this.
            request.end();
        }
    }

    /** What was captured from the request that is answered on this thread. */
    static @Nullable CapturedHeaders captured(ContainerRequestContext context) {
        ResteasyRequest request = ResteasyContext.getContextData(ResteasyRequest.class);
        return request == null ? null : request.headers();
    }

    private static HttpRequest httpRequest(ContainerRequestContext context) {
        return ((PreMatchContainerRequestContext) context).getHttpRequest();
    }

    /**
     * The JDK's HTTP server. It has one set of attributes for all requests, so that another's may be in there, and
     * cannot suspend a request, though RESTEasy does not say so to who suspends one.
     */
    private static boolean isOfTheJdk(HttpRequest http) {
        return http.getClass().getName().startsWith("org.jboss.resteasy.plugins.server.sun.http.");
    }

    private static final class LastRequestFilter implements ContainerRequestFilter {
        @Override
        public void filter(ContainerRequestContext context) {
            ResteasyRequest request = ResteasyContext.getContextData(ResteasyRequest.class);
            if (request != null) {
                request.filtered();
            }
        }
    }

    /** Called on the thread that has called a resource method. */
    private static final class AfterMethod extends PostResourceMethodInvokers {
        private final ResteasyRequest request;
        private final HttpRequest http;
        private volatile boolean returned;

        AfterMethod(ResteasyRequest request, HttpRequest http) {
            this.request = request;
            this.http = http;
            addInvokers(new PostResourceMethodInvoker() {
                @Override
                public void invoke() {
                    returned = true;
                }

                @Override
                public void close() {}
            });
        }

        /** Called in any case, and last. */
        @Override
        public void clear() {
            super.clear();
            boolean suspended = http.getAsyncContext().isSuspended();
            if (suspended && !request.isAnsweredByUs()) {
                Adapters.warn("HeaderPropagationServerFeature: RESTEasy answers requests that are suspended without the"
                        + " headers in " + http.getClass().getName()
                        + ": give threads that resume them their work by CapturedHeaders.propagating(executor)");
            }
            request.methodDone(!returned, suspended);
            if (ResteasyContext.getContextData(ResteasyRequest.class) != request) {
                // The method has resumed another request, or called RESTEasy itself, and RESTEasy has then forgotten
                // this one.
                ResteasyContext.pushContext(ResteasyRequest.class, request);
                ResteasyContext.computeIfAbsent(Cleanables.class, Cleanables::new)
                        .addCleanable(request::threadDone);
            }
        }
    }
}
