// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.tests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** For servers that need a later JDK than the one of the tests. */
final class Jdks {
    private Jdks() {}

    static Optional<Path> find(String version) throws IOException, InterruptedException {
        Process find = new ProcessBuilder("../find-jdk", version)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String home = new String(find.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return find.waitFor() == 0 ? Optional.of(Path.of(home)) : Optional.empty();
    }
}
