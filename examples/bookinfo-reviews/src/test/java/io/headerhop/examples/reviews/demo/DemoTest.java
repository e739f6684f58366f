// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.reviews.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** With both servers: only in the profile for these. */
class DemoTest {
    private static final Path EXAMPLE = Path.of("").toAbsolutePath();

    @Test
    void eachServiceCarriesWhatTheReadmeShows() throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        boolean right = Demo.run(EXAMPLE, new PrintStream(output, true, StandardCharsets.UTF_8));

        String[] lines = output.toString(StandardCharsets.UTF_8).split("\n", 2);
        assertThat(lines[0]).startsWith("Starting Open Liberty twice");
        assertThat(Files.readString(EXAMPLE.resolve("README.md"))).contains(lines[1].strip());
        assertThat(right).isTrue();
    }
}
