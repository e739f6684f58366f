// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.headerhop.support.Programs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The manifests have no mistakes, and each mistake in mistakes.yaml would be found. */
class ManifestsTest {
    private static final Example EXAMPLE = Example.asItIs();

    /** A text in a file, its replacement, and the problem to be reported for it. */
    record Mistake(String in, String is, String but, String found) {
        static Mistake of(JsonNode json) {
            return new Mistake(text(json, "in"), text(json, "is"), text(json, "but"), text(json, "found"));
        }

        private static String text(JsonNode json, String field) {
            return json.required(field).textValue();
        }

        void isFoundBy(Function<Example, Stream<String>> check) {
            List<String> said = new ArrayList<>();
            boolean isFound = check.apply(EXAMPLE.replacing(in, is, but))
                    .peek(said::add)
                    .anyMatch(problem -> problem.contains(found));
            assertThat(isFound).as("whether it is reported in %s", said).isTrue();
        }
    }

    @Nested
    class AsFiles {
        @Test
        void nothingIsWrong() {
            assertThat(EXAMPLE.yamlFiles()).hasSizeGreaterThan(20);
            assertThat(FilesCheck.problems(EXAMPLE)).isEmpty();
        }

        @ParameterizedTest
        @MethodSource("io.headerhop.examples.mesh.ManifestsTest#inFiles")
        void aMistakeIsFound(Mistake mistake) {
            mistake.isFoundBy(FilesCheck::problems);
        }

        @Test
        void aFileThatNobodyAppliesIsFound() {
            assertThat(FilesCheck.problems(
                            EXAMPLE.with("tracing/other.yaml", EXAMPLE.texts().get("tracing/jaeger.yaml"))))
                    .containsExactly("tracing/other.yaml: nobody applies it");
            assertThat(FilesCheck.problems(EXAMPLE.with(
                            "other/kustomization.yaml", EXAMPLE.texts().get("bank/kustomization.yaml"))))
                    .contains("other/kustomization.yaml: nobody applies it");
        }

        @Test
        void eachPathInTheReadMesCommandsIsThere() {
            assertThat(Pattern.compile("-[fk] examples/mesh/([\\w./-]+)")
                            .matcher(EXAMPLE.texts().get("README.md"))
                            .results())
                    .hasSizeGreaterThan(8)
                    .allSatisfy(path ->
                            assertThat(Example.FOLDER.resolve(path.group(1))).exists());
        }
    }

    /** As built by kustomize, which is part of kubectl. */
    @Nested
    class AsApplied {
        @BeforeAll
        static void needsKubectl() {
            Path unused = Programs.kubectl();
        }

        @Test
        void nothingIsWrong() {
            assertThat(EXAMPLE.kustomizations()).hasSizeGreaterThan(4);
            assertThat(MeshCheck.problems(EXAMPLE)).isEmpty();
        }

        @ParameterizedTest
        @MethodSource("io.headerhop.examples.mesh.ManifestsTest#inMeshes")
        void aMistakeIsFound(Mistake mistake) {
            mistake.isFoundBy(MeshCheck::problems);
        }

        @Test
        void theCanarysServicesCarryTheHeaderThatItIsRoutedBy() {
            Mesh mesh = Mesh.of(EXAMPLE, "canary");
            assertThat(new RoutesCheck(mesh).headers()).containsExactly("x-canary");
            assertThat(new SettingsCheck(mesh, List.of()).inMesh()).hasSizeGreaterThan(5);
            assertThat(new SettingsCheck(mesh, List.of()).notCarried()).isEmpty();
            Mesh other = Mesh.of(EXAMPLE.replacing("canary/routes.yaml", "x-canary:", "x-release:"), "canary");
            assertThat(new SettingsCheck(other, List.of()).notCarried()).containsExactly("x-release");
        }

        @Test
        void theListOfAnOldArticleHasIdsOfItsKindAndNotTheCanarysHeader() {
            SettingsCheck b3 = new SettingsCheck(Mesh.of(EXAMPLE, "variants/b3-only"), List.of());
            assertThat(b3.notCarried()).containsExactly("x-canary");
            assertThat(b3.inMesh())
                    .allSatisfy(service -> assertThat(carried(service)).containsExactly(true, true, false));
        }

        @Test
        void everythingIsCarriedExceptInTheVariantWithoutPropagation() {
            SettingsCheck canary = new SettingsCheck(Mesh.of(EXAMPLE, "canary"), List.of());
            assertThat(canary.inMesh())
                    .allSatisfy(service -> assertThat(carried(service)).containsOnly(true));
            SettingsCheck without = new SettingsCheck(Mesh.of(EXAMPLE, "variants/without-propagation"), List.of());
            assertThat(without.inMesh())
                    .isNotEmpty()
                    .allSatisfy(service -> assertThat(carried(service)).containsOnly(false));
        }

        /** Whether the request id, B3 and W3C are carried. */
        private static List<Boolean> carried(Workload service) {
            return List.of(
                    SettingsCheck.carries(service, "x-request-id", "5b1a3b8e-5a5f-4c6e-9a3a-0b8e2f1c7d42"),
                    SettingsCheck.carries(service, "x-b3-traceid", "4bf92f3577b34da6a3ce929d0e0e4736"),
                    SettingsCheck.carries(
                            service, "traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));
        }
    }

    static Stream<Mistake> inFiles() throws IOException {
        return mistakes("files");
    }

    static Stream<Mistake> inMeshes() throws IOException {
        return mistakes("applied");
    }

    private static Stream<Mistake> mistakes(String of) throws IOException {
        try (InputStream in = ManifestsTest.class.getResourceAsStream("/mistakes.yaml")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Resource.elements(Example.yaml(text).get(0).required(of)).map(Mistake::of);
        }
    }
}
