// SPDX-License-Identifier: Apache-2.0
package io.headerhop.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** When the alerts fire, as Prometheus' own promtool says; skipped where that is not on the PATH. */
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
                Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool"))),
                "no promtool");
        Process process = new ProcessBuilder(Stream.concat(Stream.of("promtool"), Stream.of(arguments))
                        .toList())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
