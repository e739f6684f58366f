// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.resteasy;

import io.headerhop.CapturedHeaders;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import org.jspecify.annotations.Nullable;

/**
 * Registered by {@code HeaderPropagationClientFeature} on RESTEasy if this class is present: engines that send calls
 * from threads of their own (Jetty's, Vert.x's) hand the response to the client's executor from there, where nothing is
 * current. The callback runs in the same task as the response filters, so a filter makes the headers current. Public
 * only for that.
 */
public final class ResteasyClientHooks implements Feature {
    /** Called by the feature. */
    public ResteasyClientHooks() {}

    /** @throws LinkageError where the application cannot see RESTEasy's own classes */
    @Override
    public boolean configure(FeatureContext context) {
        ClientThreadContext.running();
        context.register(new Callbacks(), Integer.MAX_VALUE);
        return true;
    }

    /** Called last before the request, on the call's own thread or task, and first after it. */
    private static final class Callbacks implements ClientRequestFilter, ClientResponseFilter {
        private static final String CALLER = "io.headerhop.resteasy.caller";

        @Override
        public void filter(ClientRequestContext request) {
            request.setProperty(CALLER, new Caller(CapturedHeaders.current(), ClientThreadContext.running()));
        }

        @Override
        public void filter(ClientRequestContext request, ClientResponseContext response) {
            ClientThreadContext.Run run = ClientThreadContext.running();
            if (run != null
                    && run.wasGivenNothing()
                    && request.getProperty(CALLER) instanceof Caller caller
                    && caller.run != run) {
                run.goOnWith(caller.headers);
            }
        }
    }

    /** @param run the task that made the call; null on a thread of the application */
    private record Caller(CapturedHeaders headers, ClientThreadContext.@Nullable Run run) {}
}
