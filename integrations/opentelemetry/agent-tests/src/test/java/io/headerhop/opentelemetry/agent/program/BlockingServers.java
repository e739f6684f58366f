// SPDX-License-Identifier: Apache-2.0
package io.headerhop.opentelemetry.agent.program;

import com.sun.net.httpserver.HttpServer;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;

/** Servers whose code blocks: a servlet container, and the JDK's. */
final class BlockingServers {
    private BlockingServers() {}

    static int jetty() throws Exception {
        Server server = new Server(new InetSocketAddress("127.0.0.1", 0));
        ServletContextHandler context = new ServletContextHandler();
        ServletHolder holder = new ServletHolder(new Relay());
        holder.setAsyncSupported(true);
        context.addServlet(holder, "/*");
        server.setHandler(context);
        server.start();
        return ((NetworkConnector) server.getConnectors()[0]).getLocalPort();
    }

    static int jdk() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newFixedThreadPool(8));
        server.createContext("/", exchange -> {
            int status = Clients.call(Query.of(exchange.getRequestURI()));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        return server.getAddress().getPort();
    }

    /** Answers on the container's thread, or on a pool's after {@code startAsync}. */
    private static final class Relay extends HttpServlet {
        private static final long serialVersionUID = 1;

        private final transient ExecutorService pool = Executors.newFixedThreadPool(8);

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            Query query = Query.of(URI.create(request.getPathInfo() + "?" + request.getQueryString()));
            if (!query.client().equals("startAsync")) {
                response.setStatus(Clients.call(query));
                return;
            }
            AsyncContext async = request.startAsync();
            pool.execute(() -> {
                response.setStatus(Clients.call(new Query("jdk", query.to(), query.own())));
                async.complete();
            });
        }
    }
}
