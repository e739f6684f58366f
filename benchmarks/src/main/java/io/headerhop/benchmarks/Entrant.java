// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A contender in a comparison: its label, what it is, where its classes come from, and its JVM's further options. */
record Entrant(String label, String contender, String classPath, List<String> options) {
    /** Headerhop with all that makes it visible: the ids in Logback's MDC, and a running recording of its events. */
    static final String OBSERVED = "headerhopObserved";

    private static final String ALL = System.getProperty("java.class.path");
    // What is found by its mere presence.
    private static final String OWN_CLASS_PATH = Stream.of(ALL.split(File.pathSeparator))
            .filter(path -> !path.contains("headerhop-slf4j")
                    && !path.contains(Path.of("integrations", "slf4j").toString()))
            .collect(Collectors.joining(File.pathSeparator));

    static Entrant of(String contender) {
        return contender.equals(OBSERVED)
                ? new Entrant(
                        OBSERVED,
                        "headerhop",
                        ALL,
                        List.of(
                                "-XX:StartFlightRecording:settings=docs/headerhop.jfc,disk=false",
                                "-Xlog:jfr+startup=error"))
                : new Entrant(contender, contender, OWN_CLASS_PATH, List.of());
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
                        + OWN_CLASS_PATH,
                List.of());
    }
}
