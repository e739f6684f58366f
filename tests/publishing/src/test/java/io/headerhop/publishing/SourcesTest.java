// SPDX-License-Identifier: Apache-2.0
package io.headerhop.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SourcesTest {
    private static final String LICENSE = "// SPDX-License-Identifier: Apache-2.0\n";

    /** Including those that the formatter skips. */
    @Test
    void everySourceBeginsWithItsLicense() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("..", ".."))) {
            List<Path> sources = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().matches(".*/(target|tools)/.*"))
                    .toList();
            assertThat(sources)
                    .hasSizeGreaterThan(100)
                    .allMatch(file -> text(file).startsWith(LICENSE), "begins with " + LICENSE);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
