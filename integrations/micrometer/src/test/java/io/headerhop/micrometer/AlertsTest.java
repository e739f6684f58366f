// SPDX-License-Identifier: Apache-2.0
package io.headerhop.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * When the alerts fire, as Prometheus' own promtool says; skipped where that is not on the PATH, unless the variable
 * {@code HEADERHOP_PROMTOOL} is {@code required}.
 */
class AlertsTest {
    @Test
    void theyFireWhenSomethingIsLostAndOnlyThen() throws Exception {
        promtool("test", "rules", "src/test/resources/alerts-test.yaml");
    }

    @Test
    void theFileIsOneOfRules() throws Exception {
        promtool("check", "rules", "prometheus/headerhop-alerts.yaml");
    }

    private static void promtool(String... arguments) throws Exception {
        assumeTrue(
                "required".equals(System.getenv("HEADERHOP_PROMTOOL"))
                        || Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool"))),
                "no promtool");
        Path output = Path.of("target/promtool.txt");
        Process process = new ProcessBuilder(Stream.concat(Stream.of("promtool"), Stream.of(arguments))
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try (AutoCloseable ending = process::destroyForcibly) {
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        }
    }
}
