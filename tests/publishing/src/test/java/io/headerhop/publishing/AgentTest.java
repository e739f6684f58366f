// SPDX-License-Identifier: Apache-2.0
package io.headerhop.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The staged extension in OpenTelemetry's Java agent. */
@EnabledIfSystemProperty(named = "staging", matches = ".+")
class AgentTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"lowest", "newest"})
    void aProgramThatKnowsNothingOfItCarriesHeaders(String agent) throws Exception {
        assertThat(printed(
                        agent,
                        "-Dotel.javaagent.extensions=" + Staging.file("headerhop-opentelemetry", "-agent.jar"),
                        "-Dotel.propagators=headerhop"))
                .isEqualTo("carried f058ebd6-02f7-4d3e-942e-904344e8cde5");
    }

    /** Does the program show what is missing? */
    @Test
    void theAgentAloneCarriesNone() throws Exception {
        assertThat(printed("newest")).isEqualTo("carried null");
    }

    private String printed(String agent, String... settings) throws IOException, InterruptedException {
        Path printed = directory.resolve("printed");
        Path errors = directory.resolve("errors");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-javaagent:" + Path.of("target", "agents", agent + ".jar"),
                "-Dotel.traces.exporter=none",
                "-Dotel.metrics.exporter=none",
                "-Dotel.logs.exporter=none"));
        command.addAll(List.of(settings));
        command.addAll(List.of("-cp", Path.of("target", "test-classes").toString(), Relay.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectOutput(printed.toFile())
                .redirectError(errors.toFile())
                .start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as("ended by itself: " + Files.readString(errors)).isTrue();
        return Files.readString(printed).strip();
    }
}
