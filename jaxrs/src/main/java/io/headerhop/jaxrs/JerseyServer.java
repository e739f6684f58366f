// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs;

import io.headerhop.Adapters;
import jakarta.annotation.Priority;
import jakarta.ws.rs.core.FeatureContext;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.model.ResourceMethod;
import org.glassfish.jersey.server.monitoring.ApplicationEvent;
import org.glassfish.jersey.server.monitoring.ApplicationEventListener;
import org.glassfish.jersey.server.monitoring.RequestEvent;
import org.glassfish.jersey.server.monitoring.RequestEventListener;

/**
 * Follows Jersey's events: only they tell, on every thread, both when work on a request begins and when it stops.
 * Filters are not told that a method has returned while its request stays suspended. This is the first of all
 * listeners: if one throws, Jersey calls none of those after it.
 */
@Priority(Integer.MIN_VALUE)
final class JerseyServer implements ApplicationEventListener {
    private final ServerCapture capture;

    private JerseyServer(ServerCapture capture) {
        this.capture = capture;
    }

    static void install(FeatureContext context, ServerCapture capture) {
        context.register(new JerseyServer(capture));
    }

    @Override
    public void onEvent(ApplicationEvent event) {
        switch (event.getType()) {
            case INITIALIZATION_FINISHED -> Adapters.started();
            case DESTROY_FINISHED -> Adapters.stopped();
            default -> {}
        }
    }

    @Override
    public RequestEventListener onRequest(RequestEvent start) {
        ContainerRequest request = start.getContainerRequest();
        ServerStretch receiving = new ServerStretch(capture.captureOnce(request));
        request.setWriter(new JerseyResponseWriter(request.getResponseWriter(), receiving.headers()));
        return new Request(receiving);
    }

    private static final class Request implements RequestEventListener {
        /** From the start until the resource method returns, or to the end where none is called. */
        private final ServerStretch receiving;
        /** From the response or exception to its end, which may come within the first: by resume() in the method. */
        private final ServerStretch answering;

        private volatile boolean inMethod;

        Request(ServerStretch receiving) {
            this.receiving = receiving;
            this.answering = new ServerStretch(receiving.headers());
            receiving.begin();
        }

        @Override
        public void onEvent(RequestEvent event) {
            switch (event.getType()) {
                case REQUEST_FILTERED -> {
                    // This thread gets no further event once a @ManagedAsync method is handed to another.
                    if (isManaged(event.getUriInfo().getMatchedResourceMethod())) {
                        receiving.end();
                    }
                }
                case RESOURCE_METHOD_START -> {
                    inMethod = true;
                    receiving.begin();
                }
                case RESOURCE_METHOD_FINISHED -> {
                    inMethod = false;
                    receiving.end();
                }
                case ON_EXCEPTION, RESP_FILTERS_START -> answering.begin();
                case FINISHED -> {
                    answering.end();
                    if (!inMethod) {
                        receiving.end();
                    }
                }
                default -> {}
            }
        }

        private static boolean isManaged(ResourceMethod method) {
            return method != null && method.isManagedAsyncDeclared();
        }
    }
}
