// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Open Liberty with Jakarta EE 10's features. */
final class Liberty {
    private Liberty() {}

    static ServerProcess start(String name, War war, int port) throws IOException {
        Path liberty = Unpacked.server("liberty.zip");
        Path server = liberty.resolve("usr/servers/" + name);
        war.writeTo(server.resolve("apps/application.war"));
        Files.writeString(server.resolve("server.xml"), """
                <server>
                  <featureManager>
                    <feature>servlet-6.0</feature>
                    <feature>cdi-4.0</feature>
                    <feature>restfulWS-3.1</feature>
                    <feature>mpConfig-3.1</feature>
                    <feature>mpRestClient-3.0</feature>
                    <feature>mpContextPropagation-1.3</feature>
                    <feature>concurrent-3.0</feature>
                  </featureManager>
                  <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="%d" httpsPort="-1" />
                  <webApplication location="application.war" contextRoot="/" />
                </server>
                """.formatted(port));
        ServerProcess process = ServerProcess.start(
                server,
                Path.of("target", "liberty-" + name + ".log"),
                List.of("sh", liberty.resolve("bin/server") + "", "run", name));
        process.awaitStart("CWWKF0011I", "CWWKZ000[24]E");
        return process;
    }
}
