// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.checkout;

import io.headerhop.HeaderPropagation;
import io.headerhop.examples.shop.service.Environment;
import io.headerhop.examples.shop.service.RequestLog;
import io.headerhop.examples.shop.service.Running;
import io.headerhop.servlet.HeaderPropagationInitializer;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.glassfish.jersey.servlet.ServletContainer;

/** The checkout: JAX-RS by Jersey, as a servlet on Jetty, which calls others with Apache HttpClient. */
public final class Checkout {
    private Checkout() {}

    public static void main(String[] args) throws Exception {
        start(Environment.ofProcess()).untilTold();
    }

    /** Starts the service; it listens when this returns. */
    public static Running start(Environment environment) throws Exception {
        Running running = new Running();
        RequestLog log = running.start(() -> RequestLog.of("checkout", environment));
        InventoryClient inventory =
                running.start(() -> new InventoryClient(environment.url("INVENTORY_URL", "http://inventory:8080")));
        PaymentClient payment =
                running.start(() -> new PaymentClient(environment.url("PAYMENT_URL", "http://payment:8080")));

        ServletContextHandler context = new ServletContextHandler("/");
        // Inbound: captures the headers of each request.
        context.addServletContainerInitializer(new HeaderPropagationInitializer(HeaderPropagation.fromEnvironment()));
        ResourceConfig application = new ResourceConfig()
                .register(new OrderResource(inventory, payment, log))
                .property(ServerProperties.WADL_FEATURE_DISABLE, true);
        ServletHolder jersey = new ServletHolder("jersey", new ServletContainer(application));
        jersey.setAsyncSupported(true);
        jersey.setInitOrder(1);
        context.addServlet(jersey, "/*");

        Server server = new Server(new QueuedThreadPool(16, 2));
        ServerConnector connector = new ServerConnector(server, 1, 1);
        connector.setHost(environment.text("LISTEN_ON", "127.0.0.1"));
        connector.setPort(environment.port("PORT", 8080));
        server.addConnector(connector);
        server.setHandler(context);
        running.stopWith(server::stop);
        server.start();
        return running;
    }
}
