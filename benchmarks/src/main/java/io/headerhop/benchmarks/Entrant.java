// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A contender in a comparison: its label, what it is, and where its classes come from. */
record Entrant(String label, String contender, String classPath) {
    private static final String OWN_CLASS_PATH = System.getProperty("java.class.path");

    static Entrant of(String contender) {
        return new Entrant(contender, contender, OWN_CLASS_PATH);
    }

    /** Headerhop as built in another checkout, with that checkout's own benchmarks if it has any. */
    static Entrant also(String name, Path checkout) {
        List<Path> built = Stream.of("benchmarks", "core", "servlet", "okhttp", "httpclient", "jaxrs")
                .map(module -> checkout.resolve(module).resolve("target/classes"))
                .filter(Files::isDirectory)
                .toList();
        if (built.size() < 5) {
            throw new IllegalArgumentException(checkout + " is not built: run mvn compile there");
        }
        return new Entrant(
                "headerhop@" + name,
                "headerhop",
                built.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator))
                        + File.pathSeparator
                        + OWN_CLASS_PATH);
    }
}
