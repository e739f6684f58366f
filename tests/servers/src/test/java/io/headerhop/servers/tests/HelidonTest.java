// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.tests;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Helidon MP with the feature, each request on a virtual thread; its pool is the application's own, propagating. */
class HelidonTest
        implements ServerContract.WithAsynchronousClient,
                ServerContract.WithExecutorOfClient,
                ServerContract.WithMicroProfileClient {
    private static ServerProcess server;
    private static Requests requests;

    @BeforeAll
    static void start() throws Exception {
        Process find = new ProcessBuilder("../find-jdk", "25").start();
        String jdk = new String(find.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        server = ServerProcess.start(
                Path.of("helidon", "target"),
                Path.of("target", "helidon.log"),
                List.of(
                        Path.of(jdk, "bin", "java").toString(),
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
        server.close();
    }

    @Override
    public Requests requests() {
        return requests;
    }
}
