// SPDX-License-Identifier: Apache-2.0
package io.headerhop.modules;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Jars of this test's own class path, by name. */
final class Jars {
    private Jars() {}

    /**
     * Headerhop's own: the packaged jar of a module, by the part of its name after {@code headerhop}, such as
     * {@code -servlet}.
     */
    static Path ours(String suffix) {
        List<Path> found = matching("headerhop" + suffix + "-\\d.*");
        if (found.size() != 1) {
            throw new AssertionError("headerhop" + suffix + ": " + found + "; run the build at least up to package");
        }
        return found.get(0);
    }

    /** All jars with this name, before the version. */
    static List<Path> named(String... prefixes) {
        List<Path> jars = new ArrayList<>();
        for (String prefix : prefixes) {
            List<Path> found = matching(prefix + "-\\d.*");
            if (found.isEmpty()) {
                throw new AssertionError("no " + prefix + " on the class path");
            }
            jars.addAll(found);
        }
        return jars;
    }

    /** All except Headerhop, the annotations and the test libraries. */
    static List<Path> libraries() {
        return all().filter(
                        jar -> !jar.getFileName()
                                .toString()
                                .matches(
                                        "(headerhop|jspecify|junit|opentest4j|apiguardian|assertj|byte-buddy|wiremock|tomcat).*"))
                .toList();
    }

    static String path(List<Path> jars) {
        return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static List<Path> matching(String regex) {
        Pattern name = Pattern.compile(regex + "\\.jar");
        return all().filter(jar -> name.matcher(jar.getFileName().toString()).matches())
                .toList();
    }

    private static Stream<Path> all() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .map(Path::of);
    }
}
