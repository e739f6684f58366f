// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderPropagation;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Captures the headers of each request to a JAX-RS server and makes them current wherever the server runs code for it:
 * in filters, resource methods, exception mappers and message body writers, on any thread. Afterwards, and while a
 * request is suspended, each thread has what it had before. Immutable; works in Jersey, RESTEasy and CXF.
 *
 * <pre>{@code
 * new ResourceConfig(Orders.class).register(HeaderPropagationServerFeature.class);
 * }</pre>
 *
 * <p>If headerhop-servlet's filter has already captured the request, the filter's headers are used; if the feature was
 * given other rules, a warning says that they are without effect. To hand the headers to your own threads and
 * executors, see {@link CapturedHeaders}: a thread that resumes a suspended request has them only while the server
 * answers on it.
 */
public final class HeaderPropagationServerFeature implements Feature {
    private final ServerCapture capture;
    private final boolean echoesRequestId;

    /**
     * Configured without code; see {@link HeaderPropagation#fromEnvironment()}.
     *
     * @throws IllegalArgumentException if the environment has an invalid setting
     */
    public HeaderPropagationServerFeature() {
        this(new ServerCapture(HeaderPropagation.fromEnvironment(), false, null), false);
        Adapters.created("HeaderPropagationServerFeature");
    }

    /** Captures what the given configuration says. */
    public HeaderPropagationServerFeature(HeaderPropagation propagation) {
        this(new ServerCapture(propagation, true, null), false);
        Adapters.created("HeaderPropagationServerFeature");
    }

    private HeaderPropagationServerFeature(ServerCapture capture, boolean echoesRequestId) {
        this.capture = capture;
        this.echoesRequestId = echoesRequestId;
    }

    /**
     * A feature that captures nothing from a request for which the predicate is false or throws: for a service that
     * untrusted clients can reach. JAX-RS does not know the address a request came from; to go by it, use
     * headerhop-servlet's filter.
     */
    public HeaderPropagationServerFeature trusting(Predicate<? super ContainerRequestContext> requests) {
        return new HeaderPropagationServerFeature(capture.trusting(requests), echoesRequestId);
    }

    /**
     * A feature that also puts a captured {@code x-request-id} on the response, for people to quote in a report. Not on
     * responses that the server makes without calling response filters, as CXF does after an unmapped exception.
     */
    public HeaderPropagationServerFeature echoingRequestId() {
        return new HeaderPropagationServerFeature(capture, true);
    }

    /**
     * @return false in a RESTEasy whose classes the application cannot see, as on Open Liberty: a warning says so, and
     *     requests are served without the feature
     * @throws IllegalStateException in a client, in an unknown JAX-RS implementation, and in a Jersey or CXF whose
     *     classes the application cannot see
     */
    @Override
    public boolean configure(FeatureContext context) {
        if (context.getConfiguration().getRuntimeType() == RuntimeType.CLIENT) {
            throw new IllegalStateException(
                    "HeaderPropagationServerFeature is for servers; in a client register HeaderPropagationClientFeature");
        }
        // By name: several implementations can be on the class path, and none of their classes is certain to be there.
        String implementation = context.getClass().getName();
        if (implementation.startsWith("org.glassfish.jersey.")) {
            ServerClasses.JERSEY.assertVisible(context);
            JerseyServer.install(context, capture);
            installed("Jersey", context, ServerCapture::of);
        } else if (implementation.startsWith("org.apache.cxf.")) {
            ServerClasses.CXF.assertVisible(context);
            CxfServer.install(context, capture);
            installed("CXF", context, ServerCapture::of);
        } else if (isResteasy(implementation)) {
            String problem = ServerClasses.RESTEASY.problem(context);
            if (problem != null) {
                // Open Liberty configures features at the first request, and would answer each with 500.
                Adapters.warn(problem);
                return false;
            }
            ResteasyServer.install(context, capture);
            installed("RESTEasy", context, ResteasyServer::captured);
        } else {
            throw new IllegalStateException(
                    "HeaderPropagationServerFeature works in Jersey, RESTEasy and CXF, but this is " + implementation
                            + "; in a servlet container use the filter of headerhop-servlet instead");
        }
        return true;
    }

    private void installed(
            String server,
            FeatureContext context,
            Function<ContainerRequestContext, @Nullable CapturedHeaders> captured) {
        if (echoesRequestId) {
            context.register(new ServerEcho(captured));
        }
        Adapters.inbound("HeaderPropagationServerFeature in " + server, capture.propagation());
    }

    /** Excludes what Quarkus calls RESTEasy Reactive, which shares only the name. */
    private static boolean isResteasy(String implementation) {
        return implementation.startsWith("org.jboss.resteasy.")
                && !implementation.startsWith("org.jboss.resteasy.reactive.");
    }
}
