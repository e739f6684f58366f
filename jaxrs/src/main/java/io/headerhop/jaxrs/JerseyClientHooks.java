package io.headerhop.jaxrs;

import io.headerhop.CapturedHeaders;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.core.FeatureContext;
import java.util.concurrent.ExecutorService;
import org.glassfish.jersey.client.ClientConfig;
import org.glassfish.jersey.client.ClientProperties;
import org.glassfish.jersey.client.spi.PreInvocationInterceptor;

/** What the feature needs of Jersey, whose filters run on a thread of an executor unless the call is synchronous. */
final class JerseyClientHooks implements PreInvocationInterceptor {
    static void register(FeatureContext context) {
        context.register(new JerseyClientHooks());
        context.register(new JerseyClientExecutor(context));
        context.register(JerseyClientRedirects.insteadOfConnector(context), HeaderPropagationClientFeature.PRIORITY);
    }

    /** On the thread that makes the call, whichever way it is made. */
    @Override
    public void beforeRequest(ClientRequestContext request) {
        if (ClientCall.of(request) == null) {
            // Also where nothing is current: the thread that sends the request must not look at its own headers.
            request.setProperty(ClientCall.PROPERTY, ClientCall.begin(request));
        }
        request.setProperty(ClientProperties.FOLLOW_REDIRECTS, false);
        if (request.getConfiguration() instanceof ClientConfig config) {
            handOverTo(config);
        }
    }

    /**
     * Callbacks run on the application's executor, if it gave one, so that one has to hand the headers over. Jersey
     * asks for it when it submits the client's first asynchronous call, which is after this.
     */
    private static void handOverTo(ClientConfig config) {
        ExecutorService own = config.getExecutorService();
        if (own != null) {
            ExecutorService propagating = CapturedHeaders.propagating(own);
            if (!propagating.equals(own)) {
                config.executorService(propagating);
            }
        }
    }
}
