package io.headerhop.examples.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** All YAML files of this example can be read, and all of them are there for something. */
class YamlFilesTest {
    private static final Sources EXAMPLE = Sources.ofExample();

    /** Read by the program that they are given to; they have no name. */
    private static final Set<String> NO_RESOURCES = Set.of("Kustomization", "IstioOperator");

    @Test
    void eachFileIsYamlAndEachDocumentInItAResourceWithAName() {
        assertThat(EXAMPLE.yamlFiles()).hasSizeGreaterThan(20);
        assertThat(unreadable(EXAMPLE)).isEmpty();
    }

    @Test
    void eachFileIsReachedFromAKustomizationOrNamedInTheReadMe() {
        assertThat(unused(EXAMPLE)).isEmpty();
    }

    @Test
    void eachPathThatTheReadMesCommandsNameIsThere() {
        assertThat(pathsInCommands(EXAMPLE))
                .hasSizeGreaterThan(8)
                .allSatisfy(path -> assertThat(Sources.FOLDER.resolve(path)).exists());
    }

    @Test
    void aKeyThatComesTwiceIsFound() {
        assertThat(unreadable(EXAMPLE.replacing("istio.yaml", "  profile: default", "  profile: a\n  profile: b")))
                .singleElement()
                .asString()
                .contains("istio.yaml", "duplicate key profile");
    }

    @Test
    void aDocumentWithoutANameAVersionOrAKindIsFound() {
        assertThat(unreadable(EXAMPLE.replacing("shop/mtls.yaml", "  name: default", "  labels: {}")))
                .containsExactly("shop/mtls.yaml: no /metadata/name");
        assertThat(unreadable(EXAMPLE.replacing("shop/mtls.yaml", "apiVersion:", "version:")))
                .containsExactly("shop/mtls.yaml: no /apiVersion");
        assertThat(unreadable(EXAMPLE.replacing("istio.yaml", "kind:", "sort:")))
                .containsExactly("istio.yaml: no /kind", "istio.yaml: no /metadata/name");
    }

    @Test
    void aFileThatNobodyAppliesIsFound() {
        assertThat(unused(EXAMPLE.with("tracing/other.yaml", EXAMPLE.text("tracing/jaeger.yaml"))))
                .containsExactly("tracing/other.yaml");
        assertThat(unused(EXAMPLE.with("other/kustomization.yaml", EXAMPLE.text("bank/kustomization.yaml"))))
                .contains("other/kustomization.yaml");
        assertThat(unused(EXAMPLE.replacing("shop/kustomization.yaml", "- mtls.yaml\n", "")))
                .containsExactly("shop/mtls.yaml");
    }

    private static List<String> unreadable(Sources sources) {
        List<String> problems = new ArrayList<>();
        for (String file : sources.yamlFiles()) {
            try {
                for (JsonNode document : sources.documents(file)) {
                    Stream.of("/apiVersion", "/kind", "/metadata/name")
                            .filter(pointer -> document.at(pointer).asText().isEmpty())
                            .filter(pointer -> !pointer.equals("/metadata/name")
                                    || !NO_RESOURCES.contains(
                                            document.path("kind").asText()))
                            .forEach(pointer -> problems.add(file + ": no " + pointer));
                }
            } catch (IllegalArgumentException e) {
                problems.add(e.getMessage());
            }
        }
        return problems;
    }

    private static List<String> pathsInCommands(Sources sources) {
        return Pattern.compile("-[fk] examples/mesh/([\\w./-]+)")
                .matcher(sources.text("README.md"))
                .results()
                .map(path -> path.group(1))
                .toList();
    }

    private static List<String> unused(Sources sources) {
        String readMe = sources.text("README.md");
        Set<String> applied = sources.kustomizations().stream()
                .flatMap(folder -> Kustomization.entries(sources, folder))
                .collect(Collectors.toSet());
        return sources.yamlFiles().stream()
                .filter(file -> {
                    // A kustomization is applied by the name of its folder.
                    String folder = file.replace("/" + Kustomization.FILE, "");
                    String command = folder.equals(file) ? file : "-k examples/mesh/" + folder;
                    return !applied.contains(folder) && !readMe.contains(command);
                })
                .toList();
    }
}
