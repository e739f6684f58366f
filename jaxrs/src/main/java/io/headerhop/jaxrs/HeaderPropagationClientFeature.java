// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import java.util.concurrent.ExecutorService;

/**
 * Lets a JAX-RS client carry the headers that are current when a call is made, for every kind of call: synchronous,
 * {@code async()}, {@code submit()} and {@code rx()}. Stateless; one registration serves all threads.
 *
 * <pre>{@code
 * Client client = ClientBuilder.newClient().register(HeaderPropagationClientFeature.class);
 * }</pre>
 *
 * <p>A client that follows redirects sends the headers to any host it is redirected to, unless it lets the feature
 * check each hop, as Jersey's connectors for Apache HttpClient do. Callbacks see the caller's headers if they run on an
 * executor that hands them over; see the module's README for what each implementation needs.
 */
public final class HeaderPropagationClientFeature implements Feature {
    /** Runs after the application's own request filters, whose headers stay, and before its response filters. */
    static final int PRIORITY = Integer.MAX_VALUE;

    static final String GIVE_EXECUTOR = "give the client an executor that hands headers over,"
            + " with ClientBuilder.executorService(CapturedHeaders.propagating(pool))";

    private static final String CXF_EXECUTOR = "executorService";

    /** Registered like this: {@code client.register(HeaderPropagationClientFeature.class)}. */
    public HeaderPropagationClientFeature() {}

    @Override
    public boolean configure(FeatureContext context) {
        // By name: several implementations can be on the class path, and none of their classes is certain to be there.
        String implementation = context.getClass().getName();
        if (implementation.startsWith("org.glassfish.jersey.")) {
            Adapters.outbound("JAX-RS client (Jersey)");
            context.register(ClientInjection.ofWhatWasCaptured(), PRIORITY);
            JerseyClientHooks.register(context);
        } else if (implementation.startsWith("org.apache.cxf.")) {
            Adapters.outbound("JAX-RS client (CXF)");
            context.register(ClientInjection.ofWhatIsCurrent(CxfClientRedirects::judge), PRIORITY);
            handOverToExecutorOfCxf(context);
        } else if (isResteasy(implementation)) {
            Adapters.outbound("JAX-RS client (RESTEasy)");
            context.register(ClientInjection.ofWhatIsCurrent(ClientInjection.WhoJudgesHops.NOBODY), PRIORITY);
            ResteasyClient.register(context);
        } else if (implementation.startsWith("org.jboss.resteasy.reactive.")) {
            // Its filters run where a call is made.
            Adapters.outbound("JAX-RS client (Quarkus REST)");
            context.register(ClientInjection.ofWhatIsCurrent(ClientInjection.WhoJudgesHops.NOBODY), PRIORITY);
        } else {
            Adapters.outbound("JAX-RS client (" + implementation + ")");
            context.register(ClientInjection.ofWhatIsCurrent(ClientInjection.WhoJudgesHops.NOBODY), PRIORITY);
            Adapters.warn("HeaderPropagationClientFeature knows Jersey, RESTEasy and CXF, but this client is "
                    + implementation + ". Its asynchronous calls carry whatever is current on its executor's threads: "
                    + GIVE_EXECUTOR);
        }
        return true;
    }

    /** Excludes what Quarkus calls RESTEasy Reactive, which shares only the name. */
    private static boolean isResteasy(String implementation) {
        return implementation.startsWith("org.jboss.resteasy.")
                && !implementation.startsWith("org.jboss.resteasy.reactive.");
    }

    /** Wraps the application's executor, on which rx() and callbacks run. */
    private static void handOverToExecutorOfCxf(FeatureContext context) {
        if (context.getConfiguration().getProperty(CXF_EXECUTOR) instanceof ExecutorService own) {
            context.property(CXF_EXECUTOR, CapturedHeaders.propagating(own));
            context.register(new CxfClientCallbacks(), PRIORITY);
        } else {
            context.register(new CxfClientWithoutExecutor(), PRIORITY);
        }
    }
}
