// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.HeaderNames;
import io.headerhop.HeaderPropagation;
import io.headerhop.contract.Headers;
import io.headerhop.contract.InboundContract.RunningServer;
import io.headerhop.contract.RawHttp;
import io.headerhop.servlet.contract.JettyServer;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import java.util.Set;
import org.apache.catalina.Context;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.junit.jupiter.api.Test;

/** The lines of the README; the containers' own tests show that they work. */
class ReadmeTest {
    private static final HeaderPropagation PROPAGATION =
            HeaderPropagation.of(HeaderNames.istio().plus("x-canary"));

    static void jetty(ServletContextHandler context, HeaderPropagation propagation) {
        context.addServletContainerInitializer(new HeaderPropagationInitializer(propagation));
    }

    static void tomcat(Context context, HeaderPropagation propagation) {
        context.addServletContainerInitializer(new HeaderPropagationInitializer(propagation), null);
    }

    static void undertow(DeploymentInfo deployment, HeaderPropagation propagation) {
        deployment.addServletContainerInitializer(new ServletContainerInitializerInfo(
                HeaderPropagationInitializer.class,
                new ImmediateInstanceFactory<>(new HeaderPropagationInitializer(propagation)),
                Set.of()));
    }

    static HeaderPropagationInitializer edge(HeaderPropagation propagation) {
        return new HeaderPropagationInitializer(new HeaderPropagationFilter(propagation)
                .trusting(request -> request.getRemoteAddr().startsWith("10."))
                .echoingRequestId());
    }

    @Test
    void theLineForJettyIsAllThatItTakes() throws Exception {
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServlet(
                new ServletHolder(WebApp.servlet(
                        (request, response) -> response.getWriter().write(WebApp.currentRequestId()))),
                "/handle");
        jetty(context, PROPAGATION);
        assertThat(bodyOf(JettyServer.start(1, context))).isEqualTo(Headers.requestId(1));
    }

    @Test
    void aServiceAtTheEdgeCapturesFromThoseItTrusts() throws Exception {
        WebApp app = new WebApp()
                .servlet("/handle", (request, response) -> response.getWriter().write(WebApp.currentRequestId()));
        assertThat(bodyOf(new JettyEe10Test().start(1, edge(PROPAGATION), app))).isEqualTo(WebApp.NONE);
    }

    private static String bodyOf(RunningServer server) throws Exception {
        try (server) {
            return RawHttp.get(server.uri(), "x-request-id: " + Headers.requestId(1), "Connection: close")
                    .body();
        }
    }
}
