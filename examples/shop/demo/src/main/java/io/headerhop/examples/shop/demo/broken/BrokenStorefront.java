// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.demo.broken;

import io.headerhop.HeaderPropagation;
import io.headerhop.examples.shop.service.Environment;
import io.headerhop.examples.shop.service.Running;
import io.headerhop.servlet.HeaderPropagationInitializer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.OkHttpClient;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The storefront with one fault: it has the filter and the client that it should, and calls on the wrong thread. */
public final class BrokenStorefront {
    private BrokenStorefront() {}

    /** Starts the service; it listens when this returns. */
    public static Running start(Environment environment, Fault fault) throws Exception {
        Running running = new Running();
        OkHttpClient client =
                new OkHttpClient.Builder().callTimeout(Duration.ofSeconds(5)).build();
        LosingUpstreams upstreams = running.start(() -> new LosingUpstreams(
                client,
                environment.url("CATALOG_URL", "http://catalog:8080"),
                environment.url("CHECKOUT_URL", "http://checkout:8080")));
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServletContainerInitializer(new HeaderPropagationInitializer(HeaderPropagation.fromEnvironment()));
        context.addServlet(new ServletHolder("buy", new LosingServlet(upstreams, fault)), "/buy/*");

        Server server = new Server(new QueuedThreadPool(16, 2));
        ServerConnector connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        connector.setPort(environment.port("PORT", 8080));
        server.addConnector(connector);
        server.setHandler(context);
        running.stopWith(server::stop);
        server.start();
        return running;
    }

    private static final class LosingServlet extends HttpServlet {
        private static final long serialVersionUID = 1;
        private static final long TIMEOUT_SECONDS = 10;

        private final transient LosingUpstreams upstreams;
        private final Fault fault;

        LosingServlet(LosingUpstreams upstreams, Fault fault) {
            this.upstreams = upstreams;
            this.fault = fault;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            String product = request.getPathInfo().substring(1);
            try {
                int status = upstreams.buy(product, fault).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
                response.setStatus(status < 400 || status == 404 ? status : 502);
            } catch (ExecutionException | TimeoutException e) {
                response.sendError(502);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                response.sendError(503);
            }
        }
    }
}
