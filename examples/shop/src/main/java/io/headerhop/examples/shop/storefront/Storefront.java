// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.storefront;

import io.headerhop.HeaderPropagation;
import io.headerhop.examples.shop.service.Environment;
import io.headerhop.examples.shop.service.RequestLog;
import io.headerhop.examples.shop.service.Running;
import io.headerhop.okhttp.HeaderPropagationCallFactory;
import io.headerhop.servlet.HeaderPropagationInitializer;
import java.time.Duration;
import okhttp3.OkHttpClient;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The storefront: an asynchronous servlet on Jetty, which calls others with OkHttp. */
public final class Storefront {
    private Storefront() {}

    public static void main(String[] args) throws Exception {
        start(Environment.ofProcess()).untilTold();
    }

    /** Starts the service; it listens when this returns. */
    public static Running start(Environment environment) throws Exception {
        Running running = new Running();
        RequestLog log = running.start(() -> RequestLog.of("storefront", environment));

        OkHttpClient client =
                new OkHttpClient.Builder().callTimeout(Duration.ofSeconds(5)).build();
        running.stopWith(() -> {
            client.dispatcher().executorService().shutdown();
            client.connectionPool().evictAll();
        });
        // Outbound: each call carries the headers of the request that triggered it.
        Upstreams upstreams = new Upstreams(
                HeaderPropagationCallFactory.create(client),
                environment.url("CATALOG_URL", "http://catalog:8080"),
                environment.url("CHECKOUT_URL", "http://checkout:8080"));

        ServletContextHandler context = new ServletContextHandler("/");
        // Inbound: captures the headers of each request.
        context.addServletContainerInitializer(new HeaderPropagationInitializer(HeaderPropagation.fromEnvironment()));
        ServletHolder buy = new ServletHolder("buy", new BuyServlet(upstreams, log));
        buy.setAsyncSupported(true);
        context.addServlet(buy, "/buy/*");
        context.addServlet(new ServletHolder("home", new HomeServlet()), "/");

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
