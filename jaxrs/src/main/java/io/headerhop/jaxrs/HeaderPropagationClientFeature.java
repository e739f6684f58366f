package io.headerhop.jaxrs;

import io.headerhop.CapturedHeaders;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import java.util.concurrent.ExecutorService;

/**
 * Lets a JAX-RS client carry the headers that are current when a call is made, in each way of calling: synchronous,
 * {@code async()}, {@code submit()} and {@code rx()}. Stateless; one registration serves all threads.
 *
 * <pre>{@code
 * Client client = ClientBuilder.newClient().register(HeaderPropagationClientFeature.class);
 * }</pre>
 *
 * <p>A client that follows redirects takes the headers along to whichever host, unless it lets the feature check each
 * hop, as Jersey's connectors for Apache HttpClient do. Callbacks see the caller's headers if they run on an
 * executor that hands them over; see the module's README for what each implementation needs.
 */
public final class HeaderPropagationClientFeature implements Feature {
    /** Runs after the application's own request filters, whose headers stay, and before its response filters. */
    static final int PRIORITY = Integer.MAX_VALUE;

    private static final String CXF_EXECUTOR = "executorService";
    private static final String CXF_REDIRECT_TO_SAME_HOST_ONLY = "http.redirect.same.host.only";

    /** Registered like this: {@code client.register(HeaderPropagationClientFeature.class)}. */
    public HeaderPropagationClientFeature() {}

    @Override
    public boolean configure(FeatureContext context) {
        context.register(new ClientInjection(), PRIORITY);
        // By name: several implementations can be on the class path, and their classes are not there for sure.
        String implementation = context.getClass().getName();
        if (implementation.startsWith("org.glassfish.jersey.")) {
            JerseyClientHooks.register(context);
        } else if (implementation.startsWith("org.apache.cxf.")) {
            configureCxf(context);
        }
        return true;
    }

    private static void configureCxf(FeatureContext context) {
        Configuration configuration = context.getConfiguration();
        // The executor that the application gave; rx() and callbacks run on it.
        if (configuration.getProperty(CXF_EXECUTOR) instanceof ExecutorService own) {
            context.property(CXF_EXECUTOR, CapturedHeaders.propagating(own));
        }
        // Does something only where the application lets CXF follow redirects, which re-sends the headers.
        if (configuration.getProperty(CXF_REDIRECT_TO_SAME_HOST_ONLY) == null) {
            context.property(CXF_REDIRECT_TO_SAME_HOST_ONLY, true);
        }
    }
}
