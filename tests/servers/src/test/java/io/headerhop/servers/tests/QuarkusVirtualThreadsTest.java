// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Methods of Quarkus REST with {@code @RunOnVirtualThread}, which are built only where the JDK has such threads. */
@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "Quarkus builds @RunOnVirtualThread on JDK 21 or later only")
class QuarkusVirtualThreadsTest {
    @Test
    void eachOfManyRequestsAtOnceIsCarried() throws Exception {
        try (ServerProcess server = ServerProcess.start(
                Path.of("quarkus-rest", "target", "quarkus-app"),
                Path.of("target", "quarkus-virtual.log"),
                List.of(ServerProcess.java(), "-Xmx256m", "-jar", "quarkus-run.jar"))) {
            Requests requests = new Requests(server.awaitInLog("Listening on: (http://[0-9.]+:\\d+)"));
            assertThat(requests.get("/virtual/kind")).contains("VirtualThread");
            assertThat(requests.sendTo("/virtual")).isEqualTo(ServerContract.RIGHT);
            assertThat(requests.sendTo("/virtual/sync")).isEqualTo(ServerContract.RIGHT);
        }
    }
}
