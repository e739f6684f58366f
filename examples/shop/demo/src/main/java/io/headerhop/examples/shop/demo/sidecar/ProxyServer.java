// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.demo.sidecar;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The ports of one sidecar. */
final class ProxyServer {
    private static final long REQUESTS_END_WITHIN_SECONDS = 2;

    private final Server server = new Server(new QueuedThreadPool(32, 2));
    private final GracefulHandler handler;

    ProxyServer(List<SidecarPort> ports, Spans spans) {
        HttpConfiguration http = new HttpConfiguration();
        // The application's response passes through unchanged.
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        Map<Connector, SidecarPort> byConnector = new HashMap<>();
        for (SidecarPort port : ports) {
            ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
            connector.setHost("127.0.0.1");
            connector.setPort(port.port());
            server.addConnector(connector);
            byConnector.put(connector, port);
        }
        handler = new GracefulHandler(new TracingProxy(Map.copyOf(byConnector), spans));
        server.setHandler(handler);
    }

    void start() throws Exception {
        server.start();
    }

    /** Stops once the requests have ended: a span ends shortly after the caller gets its response. */
    void stop() throws Exception {
        handler.shutdown()
                .completeOnTimeout(null, REQUESTS_END_WITHIN_SECONDS, TimeUnit.SECONDS)
                .join();
        server.stop();
    }
}
