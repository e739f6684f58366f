// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.tests;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Helidon MP with the feature, each request on a virtual thread; its pool is the application's own, propagating. */
class HelidonTest
        implements ServerContract.WithAsynchronousClient,
                ServerContract.WithExecutor,
                ServerContract.WithExecutorOfClient,
                ServerContract.WithMicroProfileClient,
                ServerContract.WithStatusPage,
                ServerContract.WithLooksBeforeTasks {
    private static ServerProcess server;
    private static Requests requests;

    @BeforeAll
    static void start() throws Exception {
        Path jdk = Jdks.find("25").orElse(null);
        assumeTrue(jdk != null, "Helidon MP 4 needs a JDK of 21 or later, and tests/find-jdk 25 finds none");
        server = ServerProcess.start(
                Path.of("helidon", "target"),
                Path.of("target", "helidon.log"),
                List.of(
                        jdk.resolve("bin/java").toString(),
                        "-Xmx256m",
                        "-Dserver.host=127.0.0.1",
                        "-Dserver.port=0",
                        "-cp",
                        "classes:libraries/*",
                        "io.helidon.microprofile.cdi.Main"));
        requests = new Requests("http://127.0.0.1:" + server.awaitInLog("http://[^\\s]*:(\\d+)"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @Override
    public Requests requests() {
        return requests;
    }
}
