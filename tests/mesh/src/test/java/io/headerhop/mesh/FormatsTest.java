// SPDX-License-Identifier: Apache-2.0
package io.headerhop.mesh;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables in docs/formats.md say exactly what this module's tests show. Needs no Envoy. */
class FormatsTest {
    private static final Path MODULE =
            Path.of(System.getProperty("basedir", ".")).toAbsolutePath();
    private static final Path SOURCES = MODULE.resolve("src/test/java/io/headerhop/mesh");
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)\\.(\\w+)`");

    /** A row of the table of what Headerhop does: a cell for each tracer, and the tests that verify them. */
    record Row(String sampling, List<String> cells, String tests) {
        String cell(Tracer tracer) {
            return cells.get(tracer.ordinal());
        }

        @Override
        public String toString() {
            return sampling;
        }
    }

    @Test
    void eachTestHasItsPlaceInTheTablesAndEachPlaceItsTest() throws IOException {
        assertThat(testsIn(document())).containsExactlyInAnyOrderElementsOf(testsInMeshes());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void eachCellIsHeldOnEachEnvoyAndThroughEachAdapter(Row row) {
        for (Tracer tracer : Tracer.values()) {
            List<Method> tests = testsIn(row.tests()).stream()
                    .map(FormatsTest::method)
                    .filter(test -> runsWith(tracer, test))
                    .toList();
            assertThat(tests)
                    .as("tests of this row with %s", tracer)
                    .isNotEmpty()
                    .allSatisfy(test -> {
                        assertThat(InMesh.Meshes.versions(
                                        test.getDeclaringClass().getAnnotation(InMesh.class)))
                                .isEqualTo(EnumSet.allOf(Versions.class));
                        assertThat(test.getParameterTypes()).containsExactly(Adapters.class);
                        assertThat(test.getAnnotation(EnumSource.class).names()).isEmpty();
                        assertThat(row.cell(tracer)).as("cell of %s", tracer).startsWith(shownBy(test));
                    });
        }
    }

    @Test
    void theFormatsTheEnvoysAndTheAdaptersAreThoseOfTheTests() throws IOException {
        Stream<Enum<?>> all =
                Stream.of(Tracer.values(), Versions.values(), Adapters.values()).flatMap(Arrays::stream);
        assertThat(document()).contains(all.map(one -> "`" + one.name() + "`").toList());
        assertThat(document()).contains("| sampling | B3 | B3 and W3C | W3C | test |");
        assertThat(Tracer.values()).containsExactly(Tracer.B3, Tracer.B3_AND_W3C, Tracer.W3C);
    }

    static Stream<Row> rows() throws IOException {
        String table = document()
                .replaceFirst("(?s).*\\| sampling \\|.*?\n\\|[-|]+\n", "")
                .replaceFirst("(?s)\n\n.*", "");
        return table.lines()
                .map(line -> line.split(" *\\| *"))
                .map(cells -> new Row(cells[1], List.of(cells).subList(2, 5), cells[5]));
    }

    private static String document() throws IOException {
        return Files.readString(MODULE.resolve("../../docs/formats.md"));
    }

    private static Set<String> testsIn(String text) {
        return TEST.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(name -> name.replace("`", ""))
                .collect(toSet());
    }

    private static Set<String> testsInMeshes() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Test.java"))
                    .map(name -> type(name.replace(".java", "")))
                    .filter(type -> type.isAnnotationPresent(InMesh.class))
                    .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                    .filter(method -> method.isAnnotationPresent(Test.class)
                            || method.isAnnotationPresent(ParameterizedTest.class))
                    .map(method -> method.getDeclaringClass().getSimpleName() + "." + method.getName())
                    .collect(toSet());
        }
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(FormatsTest.class.getPackageName() + "." + name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError("the tables name a test class that does not exist: " + name, e);
        }
    }

    private static Method method(String test) {
        String[] names = test.split("\\.");
        return Stream.of(type(names[0]).getDeclaredMethods())
                .filter(method -> method.getName().equals(names[1]))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the tables name a test that does not exist: " + test));
    }

    private static boolean runsWith(Tracer tracer, Method test) {
        return InMesh.Meshes.tracers(test.getDeclaringClass().getAnnotation(InMesh.class))
                .contains(tracer);
    }

    /** What the test expects, read from its source: the right tree, or no span. */
    private static String shownBy(Method test) {
        try {
            String source =
                    Files.readString(SOURCES.resolve(test.getDeclaringClass().getSimpleName() + ".java"));
            String body = source.replaceFirst("(?s).* void " + test.getName() + "\\(", "")
                    .replaceFirst("(?s)\n    }\n.*", "");
            return body.contains("Picture.RIGHT") ? "✓" : body.contains("pictureAfterAnother()).isEmpty()") ? "–" : "?";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
