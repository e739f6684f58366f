package io.headerhop.examples.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What "kubectl apply -k" makes of the kustomizations. */
class KustomizationTest {
    private static final Sources EXAMPLE = Sources.ofExample();
    private static final Pattern HASHED = Pattern.compile("name: (\\S+)(-[a-z0-9]{10})\n");

    static List<String> folders() {
        return EXAMPLE.kustomizations();
    }

    @Test
    void aVariantIsTheCanaryInANamespaceOfItsOwnWithAnotherSetting() {
        List<Resource> variant = Kustomization.build(EXAMPLE, "variants/without-propagation");

        assertThat(variant).hasSameSizeAs(Kustomization.build(EXAMPLE, "canary"));
        assertThat(variant)
                .filteredOn(resource -> resource.kind().equals("ConfigMap"))
                .singleElement()
                .satisfies(settings -> {
                    assertThat(settings).hasToString("ConfigMap shop-without/shop");
                    assertThat(settings.map("/data"))
                            .containsEntry("PROPAGATION", "off")
                            .containsKey("BANK_URL");
                });
        assertThat(variant)
                .filteredOn(resource -> resource.kind().equals("Namespace"))
                .singleElement()
                .hasToString("Namespace shop-without");
    }

    @ParameterizedTest
    @MethodSource("folders")
    void kustomizeItselfMakesTheSameOfIt(String folder) throws Exception {
        Path kubectl = kubectl();
        assumeTrue(kubectl != null, "no kubectl on the PATH, whose kustomize this is compared with");

        List<JsonNode> expected = YamlText.documents(withoutHashes(output(kubectl, "kustomize", folder)));

        assertThat(Kustomization.build(EXAMPLE, folder))
                .extracting(Resource::json)
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void whatTheChecksDoNotKnowOfKustomizeIsRefused() {
        isRefused(EXAMPLE.replacing("bank/kustomization.yaml", "namespace: bank", "namePrefix: b"), "namePrefix");
        isRefused(EXAMPLE.replacing("bank/kustomization.yaml", "- name: shop", "- name: shop\n  envs: [a]"), "envs");
        isRefused(
                EXAMPLE.replacing("bank/kustomization.yaml", "- name: shop", "- name: shop\n  behavior: replace"),
                "\"replace\"");
    }

    @Test
    void aFileThatIsNotThereIsFound() {
        assertThatThrownBy(() -> Kustomization.build(
                        EXAMPLE.replacing("shop/kustomization.yaml", "- mtls.yaml", "- tls.yaml"), "shop"))
                .hasMessageContaining("shop/tls.yaml");
    }

    @Test
    void aPatchThatChangesNothingIsFound() {
        String file = "variants/b3-only/kustomization.yaml";
        assertThatThrownBy(() -> Kustomization.build(
                        EXAMPLE.replacing(file, "name: storefront", "name: shopfront"), "variants/b3-only"))
                .hasMessageContaining("a patch changes nothing");
        assertThatThrownBy(() -> Kustomization.build(
                        EXAMPLE.replacing(file, "path: /spec/hosts/0", "path: /spec/hosts/1"), "variants/b3-only"))
                .hasMessageContaining("nothing to replace at /spec/hosts/1");
    }

    @Test
    void aMergeIntoNothingIsFound() {
        assertThatThrownBy(() -> Kustomization.build(
                        EXAMPLE.replacing("variants/b3-only/kustomization.yaml", "- name: shop", "- name: settings"),
                        "variants/b3-only"))
                .hasMessageContaining("0 ConfigMaps of the name settings");
    }

    private static void isRefused(Sources sources, String field) {
        assertThatThrownBy(() -> Kustomization.build(sources, "bank"))
                .hasMessage("bank/kustomization.yaml: not known here: " + field);
    }

    private static Path kubectl() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "kubectl"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    private static String output(Path program, String... arguments) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Stream.concat(Stream.of(program.toString()), Stream.of(arguments))
                        .toList())
                .directory(Sources.FOLDER.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("exit code").isZero();
        return output;
    }

    /** Generated ConfigMaps have a hash in their names, there and where they are named. */
    private static String withoutHashes(String yaml) {
        Matcher hashed = HASHED.matcher(yaml);
        return hashed.replaceAll("name: $1\n");
    }
}
