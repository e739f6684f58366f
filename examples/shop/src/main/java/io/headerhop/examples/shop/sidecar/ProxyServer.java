package io.headerhop.examples.shop.sidecar;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The ports of one sidecar. */
final class ProxyServer {
    private final Server server = new Server(new QueuedThreadPool(32, 2));

    ProxyServer(List<SidecarPort> ports, Spans spans) {
        HttpConfiguration http = new HttpConfiguration();
        // What the application answers passes as it is.
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
        server.setHandler(new TracingProxy(Map.copyOf(byConnector), spans));
    }

    void start() throws Exception {
        server.start();
    }

    void stop() throws Exception {
        server.stop();
    }
}
