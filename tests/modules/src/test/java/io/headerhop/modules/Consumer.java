// SPDX-License-Identifier: Apache-2.0
package io.headerhop.modules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** A program in src/test/consumers that uses the published jars as a user's would. */
final class Consumer {
    private static final ToolProvider JAVAC = ToolProvider.findFirst("javac").orElseThrow();

    private final Path sources;
    private final Path directory;

    /** @param directory where to compile and link */
    Consumer(String name, Path directory) {
        this.sources = Path.of("src", "test", "consumers", name);
        this.directory = directory;
    }

    /**
     * Compiles it as a module; any warning is an error, except those about other projects' modules and those of "try",
     * which objects to {@code try (Scope scope = …)}.
     */
    void compileAsModule(List<Path> modulePath) throws IOException {
        compile(
                List.of(
                        "-Xlint:all,-try,-requires-automatic,-requires-transitive-automatic",
                        "-Werror",
                        "--module-path"),
                modulePath,
                "");
    }

    /** Compiles it without its module-info; any warning is an error. */
    void compileOnClassPath(List<Path> classPath) throws IOException {
        compile(List.of("-Xlint:all,-try", "-Werror", "-proc:none", "--class-path"), classPath, "module-info.java");
    }

    private void compile(List<String> options, List<Path> path, String leftOut) throws IOException {
        List<String> arguments = new ArrayList<>(options);
        arguments.add(Jars.path(path));
        if (!options.contains("--class-path")) {
            // Otherwise it would be this JVM's own.
            arguments.addAll(List.of("--class-path", directory.toString()));
        }
        arguments.add("-d");
        arguments.add(classes().toString());
        try (Stream<Path> files = Files.walk(sources)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.getFileName().toString().equals(leftOut))
                    .forEach(file -> arguments.add(file.toString()));
        }
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said);
        int status = JAVAC.run(writer, writer, arguments.toArray(String[]::new));
        assertThat(said.toString()).as("what javac says").isEmpty();
        assertThat(status).isZero();
    }

    /** What it prints when run as a module in its own JVM. */
    String runAsModule(List<Path> modulePath, String... arguments) throws IOException, InterruptedException {
        List<Path> path = new ArrayList<>(modulePath);
        path.add(classes());
        return run(
                Path.of(System.getProperty("java.home")),
                List.of("--module-path", Jars.path(path), "--module", "consumer/consumer.Main"),
                arguments);
    }

    /** What it prints when run in an image that contains only it and what it needs. */
    String runInImage(Path image) throws IOException, InterruptedException {
        return run(image, List.of("--module", "consumer/consumer.Main"));
    }

    Path classes() {
        return directory.resolve("classes");
    }

    private String run(Path java, List<String> options, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(java.resolve("bin").resolve("java").toString());
        command.add("-Xmx64m");
        command.addAll(options);
        command.addAll(List.of(arguments));
        Path printed = directory.resolve("printed");
        Path errors = directory.resolve("errors");
        Process process = new ProcessBuilder(command)
                .redirectOutput(printed.toFile())
                .redirectError(errors.toFile())
                .start();
        boolean ended = process.waitFor(30, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as("ended by itself").isTrue();
        assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
        return Files.readString(printed).strip();
    }
}
