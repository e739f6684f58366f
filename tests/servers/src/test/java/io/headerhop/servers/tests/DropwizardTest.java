// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.tests;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Dropwizard with the feature; its pool is the application's own, propagating. */
class DropwizardTest
        implements ServerContract.WithAsynchronousClient,
                ServerContract.WithExecutor,
                ServerContract.WithExecutorOfClient,
                ServerContract.WithLooksBeforeTasks,
                ServerContract.WithLooksBeforeRequests {
    private static ServerProcess server;
    private static Requests requests;

    @BeforeAll
    static void start() throws Exception {
        server = ServerProcess.start(
                Path.of("dropwizard"),
                Path.of("target", "dropwizard.log"),
                List.of(
                        ServerProcess.java(),
                        "-Xmx256m",
                        "-cp",
                        "target/classes:target/libraries/*",
                        "io.headerhop.servers.dropwizard.DropwizardApplication",
                        "server",
                        "config.yml"));
        requests = new Requests("http://127.0.0.1:" + server.awaitInLog("Started application@.*127.0.0.1:(\\d+)"));
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
