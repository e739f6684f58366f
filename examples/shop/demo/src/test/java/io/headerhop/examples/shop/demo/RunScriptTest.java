package io.headerhop.examples.shop.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code run} says before it builds or starts anything. */
class RunScriptTest {
    @Test
    void helpNamesEachOption() throws Exception {
        Result help = run("--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.output())
                .contains(
                        "--once",
                        "--without-propagation",
                        "--requests N",
                        "--sidecar",
                        "--backend",
                        "--zipkin URL",
                        "--jaeger URL",
                        "--help");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--ones",
                "--requests",
                "--requests 0",
                "--requests 101",
                "--requests many",
                "--sidecar linkerd",
                "--backend tempo",
                "--jaeger jaeger --backend jaeger",
                "--jaeger http://127.0.0.1:16686",
                "--backend jaeger --zipkin http://127.0.0.1:9411",
                "--zipkin zipkin"
            })
    void aWrongOptionEndsItAsInTheDemoItself(String args) throws Exception {
        String message = "";
        try {
            Options.parse(args.split(" "));
        } catch (Options.UsageException e) {
            message = e.getMessage();
        }
        Result result = run(args.split(" "));
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.output()).isEqualTo(message + "\nSee examples/shop/run --help\n");
    }

    private record Result(int exitCode, String output) {}

    private static Result run(String... args) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("sh", Path.of("run").toAbsolutePath().toString()));
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), output);
    }
}
