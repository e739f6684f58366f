// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet.contract;

import io.headerhop.contract.InboundContract.RunningServer;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.net.URI;
import java.util.EnumSet;
import java.util.concurrent.Executor;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Jetty, with separate threads for connections: otherwise these would serve requests too, and there could be no server
 * with a single worker.
 */
public final class JettyServer implements RunningServer {
    private final Server server;
    private final ServerConnector connector;

    private JettyServer(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /** With one context, at its root. */
    public static JettyServer start(int workers, Handler context) throws Exception {
        QueuedThreadPool threads = new QueuedThreadPool(workers, workers);
        threads.setReservedThreads(0);
        Server server = new Server(threads);
        QueuedThreadPool connections = new QueuedThreadPool(4);
        server.addBean(connections);
        ServerConnector connector =
                new ServerConnector(server, connections, null, null, 0, 1, new HttpConnectionFactory());
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new OnWorker(context));
        server.start();
        return new JettyServer(server, connector);
    }

    /** With one servlet, and filters in front of it. */
    public static JettyServer start(int workers, Servlet servlet, Filter... filters) throws Exception {
        ServletContextHandler context = new ServletContextHandler("/");
        for (Filter filter : filters) {
            FilterHolder holder = new FilterHolder(filter);
            holder.setAsyncSupported(true);
            context.addFilter(holder, "/*", EnumSet.allOf(DispatcherType.class));
        }
        ServletHolder holder = new ServletHolder(servlet);
        holder.setAsyncSupported(true);
        holder.setInitOrder(1);
        context.addServlet(holder, "/*");
        return start(workers, context);
    }

    @Override
    public URI uri() {
        return URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/handle");
    }

    @Override
    public Executor workers() {
        return server.getThreadPool();
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }

    private static final class OnWorker extends Handler.Wrapper {
        OnWorker(Handler handler) {
            super(handler);
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            getServer().getThreadPool().execute(() -> {
                try {
                    if (!super.handle(request, response, callback)) {
                        Response.writeError(request, response, callback, 404);
                    }
                } catch (Throwable failure) {
                    Response.writeError(request, response, callback, failure);
                }
            });
            return true;
        }
    }
}
