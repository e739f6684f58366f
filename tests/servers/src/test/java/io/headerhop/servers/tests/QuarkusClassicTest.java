// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.tests;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class QuarkusClassicTest
        implements ServerContract.WithAsynchronousClient,
                ServerContract.WithExecutor,
                ServerContract.WithExecutorOfClient,
                ServerContract.WithMicroProfileClient,
                ServerContract.WithStatusPage,
                ServerContract.WithRawThreads {
    private static ServerProcess server;
    private static Requests requests;

    @BeforeAll
    static void start() throws Exception {
        server = ServerProcess.start(
                Path.of("quarkus-classic", "target", "quarkus-app"),
                Path.of("target", "quarkus-classic.log"),
                List.of(ServerProcess.java(), "-Xmx256m", "-jar", "quarkus-run.jar"));
        requests = new Requests(server.awaitInLog("Listening on: (http://[0-9.]+:\\d+)"));
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Override
    public Requests requests() {
        return requests;
    }
}
