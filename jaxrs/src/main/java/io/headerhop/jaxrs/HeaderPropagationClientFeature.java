package io.headerhop.jaxrs;

import io.headerhop.CapturedHeaders;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Lets a JAX-RS client carry the headers that are current when a call is made, in each way of calling: synchronous,
 * {@code async()}, {@code submit()} and {@code rx()}. Stateless; one registration serves all threads.
 *
 * <pre>{@code
 * Client client = ClientBuilder.newClient().register(HeaderPropagationClientFeature.class);
 * }</pre>
 *
 * <p>On Jersey, redirects are followed by this feature and no longer by the connector, which would take the headers
 * along to whichever host. Callbacks see the caller's headers if they run on an executor that hands them over; see the
 * module's README for what each implementation needs.
 */
public final class HeaderPropagationClientFeature implements Feature {
    /** Runs after the application's own request filters, whose headers stay, and before its response filters. */
    static final int PRIORITY = Integer.MAX_VALUE;

    static final String GIVE_EXECUTOR = "give it one that hands headers over, by"
            + " ClientBuilder.executorService(CapturedHeaders.propagating(pool))";

    private static final String CXF_EXECUTOR = "executorService";

    /** Registered like this: {@code client.register(HeaderPropagationClientFeature.class)}. */
    public HeaderPropagationClientFeature() {}

    @Override
    public boolean configure(FeatureContext context) {
        // By name: several implementations can be on the class path, and their classes are not there for sure.
        String implementation = context.getClass().getName();
        if (implementation.startsWith("org.glassfish.jersey.")) {
            context.register(new ClientInjection(), PRIORITY);
            JerseyClientHooks.register(context);
        } else if (implementation.startsWith("org.apache.cxf.")) {
            context.register(new ClientInjection(CxfClientRedirects::judge), PRIORITY);
            handOverToExecutorOfCxf(context);
        } else if (implementation.startsWith("org.jboss.resteasy.")
                && !implementation.startsWith("org.jboss.resteasy.reactive.")) {
            context.register(new ClientInjection(), PRIORITY);
            warn(ResteasyClient.register(context));
        } else {
            context.register(new ClientInjection(), PRIORITY);
            warn("HeaderPropagationClientFeature knows Jersey, RESTEasy and CXF, and this client is " + implementation
                    + ": its asynchronous calls carry what is current on the threads of its executor, if it has one: "
                    + GIVE_EXECUTOR);
        }
        return true;
    }

    /** The executor that the application gave; rx() and callbacks run on it. */
    private static void handOverToExecutorOfCxf(FeatureContext context) {
        if (context.getConfiguration().getProperty(CXF_EXECUTOR) instanceof ExecutorService own) {
            context.property(CXF_EXECUTOR, CapturedHeaders.propagating(own));
        }
    }

    private static void warn(@Nullable String message) {
        if (message != null) {
            System.getLogger("io.headerhop").log(System.Logger.Level.WARNING, message);
        }
    }
}
