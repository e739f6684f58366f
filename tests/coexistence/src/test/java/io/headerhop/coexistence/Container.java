// SPDX-License-Identifier: Apache-2.0
package io.headerhop.coexistence;

import io.headerhop.HeaderPropagation;
import io.headerhop.jaxrs.HeaderPropagationServerFeature;
import io.headerhop.servlet.HeaderPropagationInitializer;
import io.headerhop.servlet.contract.JettyServer;
import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;

/** Where a service with only Headerhop runs; it answers each request with the same call to the next service. */
enum Container {
    JETTY {
        @Override
        Running start(OutboundClient client, URI behind) throws Exception {
            ServletContextHandler context = new ServletContextHandler("/");
            context.addServletContainerInitializer(new HeaderPropagationInitializer(HeaderPropagation.istio()));
            context.addServlet(new ServletHolder(new Relay(client, behind)), "/*");
            JettyServer server = JettyServer.start(1, context);
            return new Running(server.uri().resolve("/"), server::close);
        }
    },

    TOMCAT {
        @Override
        Running start(OutboundClient client, URI behind) throws Exception {
            Tomcat tomcat = new Tomcat();
            tomcat.setBaseDir("target/tomcat");
            tomcat.setPort(0);
            tomcat.getConnector().setProperty("address", "127.0.0.1");
            Context context = tomcat.addContext("", null);
            context.addServletContainerInitializer(new HeaderPropagationInitializer(HeaderPropagation.istio()), null);
            Tomcat.addServlet(context, "relay", new Relay(client, behind));
            context.addServletMappingDecoded("/*", "relay");
            tomcat.start();
            return new Running(
                    URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/"), () -> {
                        tomcat.stop();
                        tomcat.destroy();
                    });
        }
    },

    UNDERTOW {
        @Override
        Running start(OutboundClient client, URI behind) throws Exception {
            HeaderPropagationInitializer initializer = new HeaderPropagationInitializer(HeaderPropagation.istio());
            DeploymentManager manager = Servlets.newContainer()
                    .addDeployment(Servlets.deployment()
                            .setClassLoader(Container.class.getClassLoader())
                            .setContextPath("/")
                            .setDeploymentName("relay")
                            .addServletContainerInitializer(new ServletContainerInitializerInfo(
                                    HeaderPropagationInitializer.class,
                                    new ImmediateInstanceFactory<>(initializer),
                                    Set.of()))
                            .addServlet(Servlets.servlet(
                                            "relay",
                                            Relay.class,
                                            new ImmediateInstanceFactory<>(new Relay(client, behind)))
                                    .addMapping("/*")));
            manager.deploy();
            Undertow undertow = Undertow.builder()
                    .addHttpListener(0, "127.0.0.1", manager.start())
                    .setIoThreads(1)
                    .setWorkerThreads(1)
                    .build();
            undertow.start();
            InetSocketAddress address =
                    (InetSocketAddress) undertow.getListenerInfo().get(0).getAddress();
            return new Running(URI.create("http://127.0.0.1:" + address.getPort() + "/"), () -> {
                undertow.stop();
                manager.stop();
                manager.undeploy();
            });
        }
    },

    JERSEY {
        @Override
        Running start(OutboundClient client, URI behind) throws Exception {
            ResourceConfig application = new ResourceConfig()
                    .register(new HeaderPropagationServerFeature(HeaderPropagation.istio()))
                    .register(new Resource(client, behind));
            JettyServer server = JettyServer.start(1, new ServletContainer(application));
            return new Running(server.uri().resolve("/"), server::close);
        }
    };

    abstract Running start(OutboundClient client, URI behind) throws Exception;

    record Running(URI uri, AutoCloseable server) implements AutoCloseable {
        @Override
        public void close() throws Exception {
            server.close();
        }
    }

    private static final class Relay extends HttpServlet {
        private static final long serialVersionUID = 1;

        private final transient OutboundClient client;
        private final URI behind;

        Relay(OutboundClient client, URI behind) {
            this.client = client;
            this.behind = behind;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setStatus(client.get(behind.resolve(request.getRequestURI())));
        }
    }

    /** The same as a resource. */
    @Path("/{path}")
    public static final class Resource {
        private final OutboundClient client;
        private final URI behind;

        Resource(OutboundClient client, URI behind) {
            this.client = client;
            this.behind = behind;
        }

        @GET
        public String relay(@PathParam("path") String path) throws IOException {
            return "answered " + client.get(behind.resolve("/" + path));
        }
    }
}
