// SPDX-License-Identifier: Apache-2.0
package io.headerhop.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is defined in one place only: the versions, and what is not published. */
class PomsTest {
    private static final Path PROJECT = Path.of("..", "..");

    static List<Path> modules() throws IOException {
        try (Stream<Path> files = Files.walk(PROJECT, 4)) {
            List<Path> poms = files.filter(file -> file.endsWith("pom.xml"))
                    .filter(file -> !file.toString().contains("target"))
                    .filter(file -> !file.equals(PROJECT.resolve("pom.xml")))
                    .toList();
            assertThat(poms).hasSizeGreaterThan(20);
            return poms;
        }
    }

    @ParameterizedTest
    @MethodSource("modules")
    void everyVersionIsInTheRootPom(Path pom) throws IOException {
        String parent = "<version>" + version() + "</version>";
        assertThat(Files.readAllLines(pom))
                .filteredOn(line -> line.matches(" *<([\\w.-]*\\.)?version>\\d.*"))
                .allMatch(line -> line.strip().equals(parent));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void noModuleSaysThatItIsNotPublished(Path pom) throws IOException {
        assertThat(Files.readString(pom))
                .doesNotContain("maven.deploy.skip")
                .doesNotContain("maven.install.skip")
                .doesNotContain("maven.source.skip")
                .doesNotContain("maven.javadoc.skip");
    }

    private static String version() throws IOException {
        return Files.readAllLines(PROJECT.resolve("pom.xml")).stream()
                .filter(line -> line.matches("  <version>.*</version>"))
                .findFirst()
                .orElseThrow()
                .replaceAll(" *</?version>", "");
    }
}
