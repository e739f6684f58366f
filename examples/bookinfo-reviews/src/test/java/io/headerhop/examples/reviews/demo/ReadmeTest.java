// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.reviews.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What README.md says about the two services is what they are. */
class ReadmeTest {
    private static final Path BEFORE = Path.of("before/src/main");
    private static final Path AFTER = Path.of("after/src/main");
    private static final Pattern DIFF = Pattern.compile("```diff\n(.*?)```", Pattern.DOTALL);
    private static final Pattern COUNT = Pattern.compile("\\| `([\\w.]+)` [^|]*\\| (\\d+) \\| (\\d+) \\|");

    @Test
    void theDiffIsOfTheseSources() throws IOException {
        List<String> before = lines(BEFORE, Path.of("before/pom.xml"));
        List<String> after = lines(AFTER, Path.of("after/pom.xml"));
        List<String> shown = DIFF.matcher(readme())
                .results()
                .flatMap(block -> block.group(1).lines())
                .filter(line -> !line.isBlank() && !line.startsWith("---") && !line.startsWith("+++"))
                .toList();
        assertThat(shown).isNotEmpty();
        for (String line : shown) {
            String code = line.substring(1).strip();
            if (!line.startsWith("+")) {
                assertThat(before).contains(code);
            }
            if (!line.startsWith("-")) {
                assertThat(after).contains(code);
            }
        }
    }

    @Test
    void theCountsAreThoseOfAllFilesThatDiffer() throws IOException {
        List<String> counts = new ArrayList<>();
        for (String file : new TreeSet<>(
                Stream.concat(names(BEFORE).stream(), names(AFTER).stream()).toList())) {
            if (!file.equals("package-info.java")) {
                add(counts, file, linesOf(BEFORE, file), linesOf(AFTER, file));
            }
        }
        assertThat(COUNT.matcher(readme())
                        .results()
                        .map(MatchResult::group)
                        .map(row -> row.replaceAll("` [^|]*", "` ")))
                .containsExactlyInAnyOrderElementsOf(counts);
    }

    @Test
    void theScriptRefusesWhatItDoesNotKnow() throws Exception {
        Process process = new ProcessBuilder(
                        "sh", Path.of("run").toAbsolutePath().toString(), "--halp")
                .redirectErrorStream(true)
                .start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("Unknown option --halp\nSee examples/bookinfo-reviews/run --help\n");
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
    }

    private static void add(List<String> counts, String file, List<String> before, List<String> after) {
        int removed = without(before, after).size();
        int added = without(after, before).size();
        if (removed + added > 0) {
            counts.add("| `" + file + "` | " + removed + " | " + added + " |");
        }
    }

    private static List<String> without(List<String> lines, List<String> others) {
        List<String> left = new ArrayList<>(lines);
        others.forEach(left::remove);
        return left;
    }

    private static List<String> linesOf(Path folder, String name) throws IOException {
        return lines(files(folder).stream().filter(file -> file.endsWith(name)).toArray(Path[]::new));
    }

    private static List<String> names(Path folder) throws IOException {
        return files(folder).stream().map(file -> file.getFileName().toString()).toList();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static List<String> lines(Path... paths) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path path : paths) {
            for (Path file : files(path)) {
                Files.readString(file).lines().map(String::strip).forEach(lines::add);
            }
        }
        return lines;
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("README.md"));
    }
}
