// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.FeatureContext;
import org.apache.cxf.continuations.ContinuationProvider;
import org.apache.cxf.endpoint.Server;
import org.apache.cxf.endpoint.ServerLifeCycleListener;
import org.apache.cxf.jaxrs.provider.ServerProviderFactory;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.PhaseInterceptorChain;
import org.apache.cxf.transport.MessageObserver;

/**
 * Captures in a filter, and ends where CXF's work on a thread ends: around the observer that the transport calls with
 * each request, and again when it is resumed. No filter or interceptor is called in every case: consider unmapped
 * exceptions, suspended requests, and one-way requests, which continue on another thread.
 */
@PreMatching
final class CxfServer implements ContainerRequestFilter {
    private static final String OBSERVED = CxfServer.class.getName();

    private final ServerCapture capture;

    private CxfServer(ServerCapture capture) {
        this.capture = capture;
    }

    static void install(FeatureContext context, ServerCapture capture) {
        context.register(new CxfServer(capture), Integer.MIN_VALUE);
    }

    @Override
    public void filter(ContainerRequestContext request) {
        Message message = PhaseInterceptorChain.getCurrentMessage();
        CapturedHeaders headers = capture.captureOnce(request);
        if (message.get(ContinuationProvider.class.getName()) instanceof ContinuationProvider provider) {
            message.put(
                    ContinuationProvider.class.getName(),
                    new CxfContinuations(provider, message.getExchange(), headers));
        }
        if (message.containsKey(OBSERVED)) {
            ServerStretch serving = new ServerStretch(headers);
            message.put(ServerStretch.class, serving);
            serving.begin();
        } else {
            Adapters.warn("HeaderPropagationServerFeature is registered in CXF, which has not called the listener"
                    + " named in headerhop-jaxrs's META-INF/cxf/bus-extensions.txt, so no headers are current: a merged"
                    + " jar must contain the lines of all files of this name");
        }
    }

    /** Called by CXF when a server starts; see META-INF/cxf/bus-extensions.txt. */
    public static final class Listener implements ServerLifeCycleListener {
        /** For CXF. */
        public Listener() {}

        @Override
        public void startServer(Server server) {
            if (hasFeature(server)) {
                MessageObserver observer = server.getDestination().getMessageObserver();
                server.getDestination().setMessageObserver(message -> observe(message, observer));
            }
        }

        private static boolean hasFeature(Server server) {
            return server.getEndpoint().get(ServerProviderFactory.class.getName())
                            instanceof ServerProviderFactory factory
                    && factory.getPreMatchContainerRequestFilters().stream()
                            .anyMatch(filter -> filter.getProvider() instanceof CxfServer);
        }

        private static void observe(Message message, MessageObserver observer) {
            message.put(OBSERVED, true);
            ServerStretch resumed = message.get(ServerStretch.class);
            if (resumed != null) {
                resumed.begin();
            }
            try {
                observer.onMessage(message);
            } finally {
                ServerStretch served = message.get(ServerStretch.class);
                if (served != null) {
                    served.end();
                }
            }
        }

        @Override
        public void stopServer(Server server) {}
    }
}
