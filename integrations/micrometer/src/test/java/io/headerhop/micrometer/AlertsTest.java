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
import org.junit.jupiter.api.io.TempDir;

/**
 * When the alerts fire, as Prometheus' own promtool says. Skipped where that is not on the PATH, unless the variable
 * {@code HEADERHOP_PROMTOOL} is {@code required}.
 */
class AlertsTest {
    private static final int MOST_SECONDS = 30;

    @TempDir
    private Path directory;

    @Test
    void theyFireWhenSomethingIsLostAndOnlyThen() throws Exception {
        promtool("test", "rules", "src/test/resources/alerts-test.yaml");
    }

    @Test
    void theFileIsOneOfRules() throws Exception {
        promtool("check", "rules", "prometheus/headerhop-alerts.yaml");
    }

    private void promtool(String... arguments) throws Exception {
        boolean installed = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool")));
        assumeTrue(installed || "required".equals(System.getenv("HEADERHOP_PROMTOOL")), "no promtool");
        Path output = directory.resolve("promtool.txt");
        Process process = new ProcessBuilder(Stream.concat(Stream.of("promtool"), Stream.of(arguments))
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try (AutoCloseable ending = process::destroyForcibly) {
            boolean ended = process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
            assertThat(ended).as(Files.readString(output)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        }
    }
}
