// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What {@code run} says before it builds or starts anything. */
class RunScriptTest {
    @Test
    void helpNamesEachOption() throws Exception {
        Result help = run("--help");
        assertThat(help.exitCode()).isZero();
        assertThat(Options.NAMES).allSatisfy(name -> assertThat(help.output()).contains("\n  " + name + " "));
    }

    @Test
    void anUnknownOptionEndsItAtOnce() throws Exception {
        Result result = run("--once", "--ones");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.output()).isEqualTo("Unknown option --ones\nSee examples/shop/run --help\n");
    }

    private record Result(int exitCode, String output) {}

    private static Result run(String... args) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("sh", Path.of("../run").toAbsolutePath().toString()));
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), output);
    }
}
