// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.tests;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Payara Micro. */
final class Payara {
    private Payara() {}

    static ServerProcess start(String name, War war, int port) throws IOException {
        Path file = war.writeTo(Path.of("target", "payara-" + name, "ROOT.war"));
        ServerProcess server = ServerProcess.start(
                Path.of("target"),
                Path.of("target", "payara-" + name + ".log"),
                List.of(
                        ServerProcess.java(),
                        "-Xmx512m",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "--add-opens=java.base/java.util=ALL-UNNAMED",
                        "--add-opens=java.base/sun.net.www.protocol.jrt=ALL-UNNAMED",
                        "--add-opens=java.naming/javax.naming.spi=ALL-UNNAMED",
                        "--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED",
                        "--add-opens=java.management/sun.management=ALL-UNNAMED",
                        "--add-opens=java.logging/java.util.logging=ALL-UNNAMED",
                        "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
                        "-jar",
                        System.getProperty("payara.jar"),
                        "--nocluster",
                        "--contextroot",
                        "/",
                        "--port",
                        String.valueOf(port),
                        file.toString()));
        server.awaitStart("Payara Micro .* ready in", "Failed to deploy|Exception while loading the app");
        return server;
    }
}
