package io.headerhop.servlet;

import java.net.URI;
import java.util.concurrent.Executor;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Jetty, with threads of its own for connections: else each of them would take its turn at serving requests, and there
 * could be no server with a single worker.
 */
final class JettyServer implements ServletContract.Container {
    private final Server server;
    private final ServerConnector connector;

    private JettyServer(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    static JettyServer start(int workers, Handler context) throws Exception {
        QueuedThreadPool threads = new QueuedThreadPool(workers, workers);
        threads.setReservedThreads(0);
        Server server = new Server(threads);
        QueuedThreadPool connections = new QueuedThreadPool(4);
        server.addBean(connections);
        ServerConnector connector = new ServerConnector(
                server, connections, null, null, 0, 1, new org.eclipse.jetty.server.HttpConnectionFactory());
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new OnWorker(context));
        server.start();
        return new JettyServer(server, connector);
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
