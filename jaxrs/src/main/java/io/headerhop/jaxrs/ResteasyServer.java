// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs;

import io.headerhop.CapturedHeaders;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.FeatureContext;
import java.util.Map;
import org.jboss.resteasy.core.ResteasyContext;
import org.jboss.resteasy.core.interception.jaxrs.PreMatchContainerRequestContext;
import org.jboss.resteasy.spi.HttpRequest;
import org.jboss.resteasy.spi.ResteasyProviderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Begins in the first filter and ends where RESTEasy is done with the thread that received the request. A filter is
 * told neither that a method has returned while its request stays suspended nor that another filter failed; hence:
 *
 * <ul>
 *   <li>{@link org.jboss.resteasy.plugins.server.Cleanables} are called when the thread is done with the request,
 *       unless it has been resumed;
 *   <li>{@link org.jboss.resteasy.core.PostResourceMethodInvokers} when a resource method has returned or thrown.
 * </ul>
 *
 * A suspended request is answered within {@link ResteasyAsyncResponse} or {@link ResteasyStages}.
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
        context.register(
                new LastFilter(),
                Map.of(
                        ContainerRequestFilter.class,
                        Integer.MAX_VALUE,
                        ContainerResponseFilter.class,
                        Integer.MIN_VALUE));
        ResteasyStages.install((ResteasyProviderFactory) context.getConfiguration());
    }

    @Override
    public void filter(ContainerRequestContext context) {
        HttpRequest http = httpRequest(context);
        ResteasyRequest request =
                new ResteasyRequest(isOfTheJdk(http) ? capture.capture(context) : capture.captureOnce(context), http);
        request.received();
        if (ResteasyAsyncContext.install(http, request)) {
            request.answeredByUs();
        }
    }

    @Override
    public void filter(ContainerRequestContext context, ContainerResponseContext response) {
        remember(context);
        ResteasyRequest request = ResteasyContext.getContextData(ResteasyRequest.class);
        if (request != null
                && isOfTheJdk(httpRequest(context))
                && !request.isAnsweringHere()
                && (ResteasyContext.getContextDataLevelCount() > 1 || !request.isOnReceivingThread())) {
            // Resumed although it could not be suspended. RESTEasy has dropped the cleanables, and calls nothing else
            // after this.
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
     * The JDK's HTTP server. All its requests share one set of attributes, which may hold another's; and it cannot
     * suspend a request, though RESTEasy does not report that to the caller.
     */
    private static boolean isOfTheJdk(HttpRequest http) {
        return http.getClass().getName().startsWith("org.jboss.resteasy.plugins.server.sun.http.");
    }

    /** Called before all other filters, or after the last of them. */
    private static void remember(ContainerRequestContext context) {
        if (httpRequest(context).getAsyncContext() instanceof ResteasyAsyncContext ours) {
            ours.request().remember();
        }
    }

    private static final class LastFilter implements ContainerRequestFilter, ContainerResponseFilter {
        @Override
        public void filter(ContainerRequestContext context) {
            remember(context);
            ResteasyRequest request = ResteasyContext.getContextData(ResteasyRequest.class);
            if (request != null) {
                request.filtered();
            }
        }

        @Override
        public void filter(ContainerRequestContext context, ContainerResponseContext response) {
            remember(context);
        }
    }
}
