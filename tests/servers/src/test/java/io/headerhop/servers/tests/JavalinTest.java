// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Javalin with the filter; its clients are the JDK's. */
class JavalinTest {
    private static final String NOTHING = "{missing=200, without=100}";

    @Nested
    class Javalin7 extends Running {
        @Override
        ServerProcess start(String... arguments) throws IOException {
            return start("javalin", "io.headerhop.servers.javalin.JavalinApplication", arguments);
        }
    }

    @Nested
    class Javalin6 extends Running {
        @Override
        ServerProcess start(String... arguments) throws IOException {
            return start("javalin-6", "io.headerhop.servers.javalin6.Javalin6Application", arguments);
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Running {
        private ServerProcess server;
        private Requests requests;

        abstract ServerProcess start(String... arguments) throws IOException;

        static ServerProcess start(String module, String main, String... arguments) throws IOException {
            List<String> command = new ArrayList<>(
                    List.of(ServerProcess.java(), "-Xmx256m", "-cp", "target/classes:target/libraries/*", main));
            command.addAll(List.of(arguments));
            return ServerProcess.start(
                    Path.of(module), Path.of("target", module + String.join("", arguments) + ".log"), command);
        }

        private static Requests requestsTo(ServerProcess server) {
            return new Requests("http://127.0.0.1:" + server.awaitInLog("127\\.0\\.0\\.1:(\\d+)"));
        }

        @BeforeAll
        void start() throws IOException {
            server = start(new String[0]);
            requests = requestsTo(server);
        }

        @AfterAll
        void stop() throws Exception {
            server.close();
        }

        @ParameterizedTest
        @ValueSource(strings = {"/current", "/sync", "/future", "/future/pool", "/async/pool", "/async/wrapped"})
        void eachOfManyRequestsAtOnceIsCarried(String path) throws Exception {
            assertThat(requests.sendTo(path)).isEqualTo(ServerContract.RIGHT);
        }

        /** Javalin's own pool, and any other that does not propagate. */
        @ParameterizedTest
        @ValueSource(strings = {"/future/plain", "/async", "/async/plain"})
        void aTaskInAPlainPoolHasNothingAndNothingForeign(String path) throws Exception {
            assertThat(requests.sendTo(path)).isEqualTo(NOTHING);
        }

        @Test
        void aDefaultPoolThatPropagatesIsEnoughForAsync() throws Exception {
            try (ServerProcess propagating = start("propagating")) {
                assertThat(requestsTo(propagating).sendTo("/async")).isEqualTo(ServerContract.RIGHT);
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"/current", "/sync", "/future", "/future/pool", "/async", "/async/pool"})
        void theNextRequestAndTheNextTaskOnEachThreadFindNothing(String path) throws Exception {
            requests.get("/threads");
            requests.sendTo(path);
            String found = requests.get("/threads");
            assertThat(found).containsPattern("request=\\{nothing=[3-9]\\d\\d\\}");
            assertThat(found).matches(path.endsWith("/pool") ? ".*task=\\{nothing=300\\}.*" : ".*");
        }
    }
}
