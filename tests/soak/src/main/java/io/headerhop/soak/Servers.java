// SPDX-License-Identifier: Apache-2.0
package io.headerhop.soak;

import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.ThreadPool;

/** Servers that cannot be reached from outside this machine. */
final class Servers {
    private Servers() {}

    static Server onLoopback(ThreadPool threads, int port) {
        Server server = new Server(threads);
        ServerConnector connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        return server;
    }
}
