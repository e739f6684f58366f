// SPDX-License-Identifier: Apache-2.0
package io.headerhop.support;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The programs that the mesh tests need. They are looked for where {@code examples/shop/install} puts them, then on the
 * PATH: {@code jaeger}, and every {@code envoy} and {@code envoy-…}. If one is missing, its tests are skipped, or fail
 * with {@code HEADERHOP_MESH=required} in the environment.
 */
public final class Programs {
    private static final Pattern VERSION = Pattern.compile("version: \\w+/(\\d+)\\.(\\d+)\\.(\\d+)");
    private static final List<Envoy> ENVOYS = findEnvoys();
    private static final Set<String> REPORTED = ConcurrentHashMap.newKeySet();

    /** An Envoy and the version it reports. */
    public record Envoy(Path path, int major, int minor, int patch) implements Comparable<Envoy> {
        private static final Comparator<Envoy> BY_VERSION = Comparator.comparingInt(Envoy::major)
                .thenComparingInt(Envoy::minor)
                .thenComparingInt(Envoy::patch);

        /** From this version on, Envoy writes back the form of B3 that it read. */
        public boolean isFrom140() {
            return isFrom(40);
        }

        /** From this version on, its OpenTelemetry tracer follows the decision in x-request-id. */
        public boolean isFrom139() {
            return isFrom(39);
        }

        private boolean isFrom(int firstMinor) {
            return major > 1 || minor >= firstMinor;
        }

        @Override
        public int compareTo(Envoy other) {
            return BY_VERSION.compare(this, other);
        }
    }

    private Programs() {}

    public static Envoy envoyFrom140() {
        return newest("an Envoy from 1.40 on", Envoy::isFrom140);
    }

    public static Envoy envoyUpTo139() {
        return newest("an Envoy up to 1.39", envoy -> !envoy.isFrom140());
    }

    public static Path jaeger() {
        return orSkip(
                "a Jaeger 2, which examples/shop/install installs,",
                executables("jaeger").findFirst());
    }

    /** Includes kustomize, which needs no cluster. */
    public static Path kubectl() {
        return orSkip("kubectl", executables("kubectl").findFirst());
    }

    private static Envoy newest(String what, Predicate<Envoy> which) {
        return orSkip(
                what + ", which examples/shop/install installs,",
                ENVOYS.stream().filter(which).max(Comparator.naturalOrder()));
    }

    private static <T> T orSkip(String what, Optional<T> program) {
        if (program.isPresent()) {
            return program.get();
        }
        String reason = what + " is neither in examples/shop/tools/bin nor on the PATH";
        if ("required".equals(System.getenv("HEADERHOP_MESH"))) {
            throw new AssertionError(reason);
        }
        if (REPORTED.add(reason)) {
            // For people: the reports have the reason, but the build output shows only the count.
            System.out.println("SKIPPED: " + reason);
        }
        return Assumptions.abort(reason);
    }

    private static List<Envoy> findEnvoys() {
        List<Envoy> envoys = new ArrayList<>();
        executables("envoy").forEach(path -> versionOf(path).ifPresent(envoys::add));
        return envoys;
    }

    private static Stream<Path> executables(String name) {
        Stream<Path> path = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(Path::of);
        return Stream.concat(tools().stream(), path)
                .flatMap(Programs::filesIn)
                .filter(file -> file.getFileName().toString().matches(name + "(-.*)?"))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file));
    }

    /** Relative to the project's root, which is above the module's folder. */
    private static Optional<Path> tools() {
        return Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
                .map(folder -> folder.resolve("examples/shop/tools/bin"))
                .filter(Files::isDirectory)
                .findFirst();
    }

    private static Stream<Path> filesIn(Path folder) {
        File[] files = folder.toFile().listFiles();
        return files == null
                ? Stream.empty()
                : Stream.of(files).map(File::toPath).sorted();
    }

    private static Optional<Envoy> versionOf(Path path) {
        try {
            Process process = new ProcessBuilder(path.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher version = VERSION.matcher(output);
            return version.find()
                    ? Optional.of(new Envoy(path, number(version, 1), number(version, 2), number(version, 3)))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot ask " + path + " for its version", e);
        }
    }

    private static int number(Matcher version, int group) {
        return Integer.parseInt(version.group(group));
    }
}
