// SPDX-License-Identifier: Apache-2.0
package io.headerhop.slf4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** In a JVM of its own, since settings are read once. */
class StartTest {
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    @Test
    void rightSettingsStart() throws Exception {
        assertThat(start(CLASS_PATH, Map.of("HEADERHOP_MDC", "traceId=trace_id"), "-Dheaderhop.mdc=requestId"))
                .contains("served")
                .doesNotContain("Exception");
    }

    @Test
    void aWrongPropertyKeepsTheAdapterFromBeingInstalledAndSaysWhatToWrite() throws Exception {
        assertThat(start(CLASS_PATH, Map.of(), "-Dheaderhop.mdc=traceid"))
                .contains("IllegalArgumentException: headerhop.mdc: 'traceid' cannot be shown; write requestId")
                .doesNotContain("served");
    }

    @Test
    void soDoesAWrongVariable() throws Exception {
        assertThat(start(CLASS_PATH, Map.of("HEADERHOP_MDC", "traceId=a=b")))
                .contains("IllegalArgumentException: HEADERHOP_MDC: 'traceId=a=b' must be")
                .doesNotContain("served");
    }

    @Test
    void aMisspeltNameIsRefused() throws Exception {
        assertThat(start(CLASS_PATH, Map.of(), "-Dheaderhop.mcd=requestId"))
                .contains("there is no setting headerhop.mcd; write headerhop.mdc")
                .doesNotContain("served");
        assertThat(start(CLASS_PATH, Map.of("HEADERHOP_MDCS", "requestId")))
                .contains("there is no setting HEADERHOP_MDCS; write HEADERHOP_MDC")
                .doesNotContain("served");
    }

    @Test
    void withoutSlf4jTheHeadersAreCarriedAllTheSameAndAWarningSaysWhatIsMissing() throws Exception {
        String withoutSlf4j = Arrays.stream(CLASS_PATH.split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).getFileName().toString().contains("slf4j-"))
                .collect(Collectors.joining(File.pathSeparator));
        assertThat(start(withoutSlf4j, Map.of()))
                .contains("served", "Headerhop cannot show what is current", "org/slf4j/MDC");
    }

    private static String start(String classPath, Map<String, String> environment, String... options) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath));
        command.addAll(List.of(options));
        command.add(Start.class.getName());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("HEADERHOP_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
