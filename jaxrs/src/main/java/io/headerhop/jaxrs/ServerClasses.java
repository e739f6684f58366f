// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs;

import jakarta.ws.rs.core.FeatureContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The server's classes that the feature depends on. On a server that hides its implementation from applications, every
 * request would fail.
 */
record ServerClasses(List<String> names) {
    static final ServerClasses JERSEY = of(
            "org.glassfish.jersey.server.ContainerRequest",
            "org.glassfish.jersey.server.model.ResourceMethod",
            "org.glassfish.jersey.server.monitoring.ApplicationEventListener",
            "org.glassfish.jersey.server.spi.ContainerResponseWriter");
    static final ServerClasses RESTEASY = of(
            "org.jboss.resteasy.core.PostResourceMethodInvokers",
            "org.jboss.resteasy.core.ResourceMethodInvokerAwareResponse",
            "org.jboss.resteasy.core.ResteasyContext",
            "org.jboss.resteasy.core.interception.jaxrs.PreMatchContainerRequestContext",
            "org.jboss.resteasy.plugins.server.Cleanables",
            "org.jboss.resteasy.spi.ResteasyAsynchronousResponse",
            "org.jboss.resteasy.spi.metadata.ResourceClassProcessor");
    static final ServerClasses CXF = of(
            "org.apache.cxf.continuations.ContinuationProvider",
            "org.apache.cxf.endpoint.ServerLifeCycleListener",
            "org.apache.cxf.jaxrs.provider.ServerProviderFactory",
            "org.apache.cxf.phase.PhaseInterceptorChain",
            "org.apache.cxf.transport.MessageObserver");

    private static ServerClasses of(String... names) {
        return new ServerClasses(List.of(names));
    }

    /**
     * @throws IllegalStateException if one of the classes is not visible to us, or is not the one that the server uses
     */
    void assertVisible(FeatureContext context) {
        String problem = problem(context);
        if (problem != null) {
            throw new IllegalStateException(problem);
        }
    }

    /** Which class is not visible to us, or not the one that the server uses, and what to do; null if all are. */
    @Nullable String problem(FeatureContext context) {
        for (String name : names) {
            if (!isVisible(name, context.getClass())) {
                return "HeaderPropagationServerFeature needs classes of this JAX-RS server that the application cannot"
                        + " see, such as " + name
                        + " (as on Open Liberty), and captures nothing: remove the feature, and use the"
                        + " filter of headerhop-servlet instead";
            }
        }
        return null;
    }

    /** Whether this name refers to the same class for us as for that class of the server's. */
    static boolean isVisible(String name, Class<?> servers) {
        try {
            return Class.forName(name, false, ServerClasses.class.getClassLoader())
                    == Class.forName(name, false, servers.getClassLoader());
        } catch (ClassNotFoundException | LinkageError hidden) {
            return false;
        }
    }
}
