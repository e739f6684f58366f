// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.minimal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Checks all documentation of the project: its code is in a source file, its links lead somewhere. */
class DocumentationTest {
    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]*)(?:#([^)\\s]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.*)$");

    @TestFactory
    Stream<DynamicTest> allCodeInTheDocumentationIsCompiled() throws IOException {
        List<String> sources = files(".java")
                .filter(file -> file.toString().contains("/src/"))
                .map(DocumentationTest::textOf)
                .map(DocumentationTest::withoutBlockComments)
                .map(DocumentationTest::withoutSpace)
                .toList();
        return files(".md")
                .flatMap(document -> matches(JAVA_BLOCK, textOf(document))
                        .map(block -> DynamicTest.dynamicTest(
                                root().relativize(document) + ": " + firstLine(block.group(1)),
                                () -> assertThat(sources.stream()
                                                .anyMatch(source -> source.contains(withoutSpace(block.group(1)))))
                                        .as("whether a source file has this code:%n%s", block.group(1))
                                        .isTrue())));
    }

    @TestFactory
    Stream<DynamicTest> allLinksWithinTheProjectLeadToAFileAndToAHeadingInIt() throws IOException {
        return files(".md")
                .flatMap(document -> matches(LINK, withoutCode(textOf(document)))
                        .filter(link -> !link.group(1).contains(":"))
                        .map(link -> DynamicTest.dynamicTest(
                                root().relativize(document) + ": " + link.group(),
                                () -> assertLeadsSomewhere(document, link.group(1), link.group(2)))));
    }

    private static void assertLeadsSomewhere(Path document, String path, @Nullable String anchor) {
        Path target = path.isEmpty() ? document : document.resolveSibling(path);
        assertThat(target).exists();
        if (anchor != null && target.toString().endsWith(".md")) {
            assertThat(matches(HEADING, withoutCode(textOf(target))).map(heading -> anchorOf(heading.group(1))))
                    .contains(anchor);
        }
    }

    /** The anchor that GitHub makes from a heading. */
    private static String anchorOf(String heading) {
        return heading.strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                .replace(' ', '-');
    }

    private static String withoutCode(String document) {
        return document.replaceAll("(?s)```.*?```", "");
    }

    private static Stream<MatchResult> matches(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.results();
    }

    private static Stream<Path> files(String suffix) throws IOException {
        try (Stream<Path> all = Files.walk(root())) {
            return all
                    .filter(file -> file.toString().endsWith(suffix))
                    .filter(file -> Stream.of("/target/", "/.git/", "/tools/").noneMatch(file.toString()::contains))
                    .toList()
                    .stream();
        }
    }

    /** The project's root: Maven runs the tests of a module in the module's folder. */
    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("CHANGELOG.md"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    private static String textOf(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes Javadoc, since its code is not compiled. */
    private static String withoutBlockComments(String source) {
        return source.replaceAll("(?s)/\\*.*?\\*/", "");
    }

    private static String withoutSpace(String text) {
        return text.replaceAll("\\s+", "");
    }

    private static String firstLine(String text) {
        return text.strip().lines().findFirst().orElse("");
    }
}
