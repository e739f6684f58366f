// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another JVM that runs one of our classes and communicates line by line. Its error output goes to a file. */
final class Jvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;
    private final Path log;

    private Jvm(Process process, Path log) {
        this.process = process;
        this.log = log;
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static Jvm start(String classPath, List<String> options, Class<?> main, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(arguments);
        Path log = Files.createTempFile("benchmark", ".log");
        return new Jvm(new ProcessBuilder(command).redirectError(log.toFile()).start(), log);
    }

    String readLine() throws IOException {
        String line = out.readLine();
        if (line == null) {
            throw new IOException("a benchmark's JVM ended:\n" + Files.readString(log));
        }
        return line;
    }

    String ask() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        return readLine();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        Files.deleteIfExists(log);
    }
}
