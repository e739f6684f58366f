// SPDX-License-Identifier: Apache-2.0
package io.headerhop.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same verdicts on services that run in no JVM, where the programs to run them are installed. */
class OtherLanguagesTest {
    private static final Path SERVICES = Path.of("src", "test", "services");

    @TempDir
    private Path directory;

    @Test
    void aServiceInPythonThatCopiesThemIsRight() throws Exception {
        assertThat(check(List.of("python3", SERVICES.resolve("forward.py").toString()), "right")
                        .findings())
                .isEmpty();
    }

    @Test
    void aServiceInPythonThatCallsOnAPoolLosesThem() throws Exception {
        CheckReport report =
                check(List.of("python3", SERVICES.resolve("forward.py").toString()), "pool");
        assertThat(report.findings()).extracting(Finding::fault).containsExactly(Fault.LOST);
        assertThat(report.findings().get(0).count()).isEqualTo(20);
    }

    /** The compiler takes half a minute where it has not yet compiled its own HTTP. */
    @Test
    @Tag("slow")
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void aServiceInGoIsRightOrSharesItsHeaders() throws Exception {
        Path program = directory.resolve("forward");
        require("go");
        Process compiler = new ProcessBuilder(
                        "go",
                        "build",
                        "-o",
                        program.toString(),
                        SERVICES.resolve("forward.go").toString())
                .inheritIO()
                .start();
        assertThat(compiler.waitFor()).isZero();
        assertThat(check(List.of(program.toString()), "right").findings()).isEmpty();

        CheckReport report = check(List.of(program.toString()), "shared");
        assertThat(report.findings())
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.fault()).isEqualTo(Fault.OF_ANOTHER_REQUEST));
        assertThat(report.findings().get(0).example())
                .startsWith("request 3 (without headers), sent alone: GET /stock had the x-request-id of request 2, ");
    }

    private static CheckReport check(List<String> command, String way) throws Exception {
        if (command.get(0).equals("python3")) {
            require("python3");
        }
        try (Downstream downstream = Downstream.start()) {
            List<String> all = new ArrayList<>(command);
            all.addAll(List.of(downstream.url(), way));
            Process service = new ProcessBuilder(all)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (BufferedReader said = service.inputReader()) {
                String port = said.readLine();
                assertThat(port).as("the port of the service").matches("\\d+");
                return HeaderCheck.of("http://localhost:" + port + "/orders")
                        .requests(30)
                        .concurrency(8)
                        .run(downstream);
            } finally {
                service.destroyForcibly().waitFor();
            }
        }
    }

    private static void require(String program) throws InterruptedException {
        try {
            String version = program.equals("go") ? "version" : "--version";
            new ProcessBuilder(program, version)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            abort(program + " is not installed: services in that language are not checked here");
        }
    }
}
