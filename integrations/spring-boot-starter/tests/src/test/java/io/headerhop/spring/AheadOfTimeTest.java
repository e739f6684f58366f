// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.contract.Downstream;
import io.headerhop.contract.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Spring Boot generates from the starter for a native image, run on the JVM: the application processed ahead of
 * time, started from the generated code alone.
 */
class AheadOfTimeTest {
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    @Test
    void theGeneratedApplicationCarriesTheHeaders(@TempDir Path folder) throws Exception {
        Path sources = Files.createDirectories(folder.resolve("sources"));
        Path classes = Files.createDirectories(folder.resolve("classes"));
        run(
                folder,
                CLASS_PATH,
                "org.springframework.boot.SpringApplicationAotProcessor",
                AheadOfTimeMain.class.getName(),
                sources.toString(),
                folder.resolve("resources").toString(),
                classes.toString(),
                "test",
                "test");
        compile(sources, classes);
        String path = Downstream.instance().path("generated");
        String said = run(
                folder,
                classes + System.getProperty("path.separator") + CLASS_PATH,
                "-Dspring.aot.enabled=true",
                AheadOfTimeMain.class.getName(),
                "/sync/rest-client?uri=" + Downstream.instance().uri(path));
        assertThat(said).contains("servlet filter", "RestClient and RestTemplate (Jdk)", "executor application");
        assertThat(Downstream.instance().receivedOnce(path)).containsEntry("x-request-id", Headers.requestId(1));
    }

    private static void compile(Path sources, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> arguments =
                new ArrayList<>(List.of("-cp", classes + System.getProperty("path.separator") + CLASS_PATH));
        arguments.addAll(List.of("-d", classes.toString(), "-proc:none", "-nowarn"));
        try (Stream<Path> files = Files.walk(sources)) {
            files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(arguments::add);
        }
        assertThat(arguments).anyMatch(file -> file.contains("HeaderhopAutoConfiguration"));
        assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
    }

    private static String run(Path folder, String classPath, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", classPath));
        command.addAll(Arrays.asList(arguments));
        Path output = Files.createTempFile(folder, "output", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int status = process.waitFor();
        String said = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(status).as(said).isZero();
        return said;
    }
}
