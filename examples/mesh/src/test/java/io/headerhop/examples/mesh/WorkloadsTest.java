package io.headerhop.examples.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each Deployment starts what it is named after, and has the labels that Istio and Kiali go by. */
class WorkloadsTest {
    private static final Sources EXAMPLE = Sources.ofExample();
    private static final String CATALOG = "io.headerhop.examples.shop.catalog.Catalog";

    @Test
    void eachWorkloadHasTheLabelsAppAndVersionAndSelectsItsOwnPodsOnly() {
        assertThat(mislabelled(EXAMPLE)).isEmpty();
    }

    @Test
    void eachWorkloadStartsAClassThatIsNamedAfterItsApp() {
        assertThat(wrongPrograms(EXAMPLE)).isEmpty();
    }

    @Test
    void allRunTheSameImageWithAVersion() {
        assertThat(images(EXAMPLE)).singleElement().asString().matches("[a-z/]+:[0-9.]+");
    }

    @Test
    void eachNamespaceWithSidecarsHasStrictMutualTls() {
        assertThat(namespacesWithoutStrictTls(EXAMPLE)).isEmpty();
        assertThat(namespacesWithoutStrictTls(EXAMPLE.replacing("shop/mtls.yaml", "STRICT", "PERMISSIVE")))
                .contains("shop", "shop-without", "shop-b3");
    }

    @Test
    void aMissingVersionAndASelectorOfOthersPodsAreFound() {
        assertThat(mislabelled(EXAMPLE.replacing(
                        "canary/catalog-v2.yaml",
                        "        app: catalog\n        version: v2",
                        "        app: catalog\n        release: v2")))
                .contains("Deployment shop/catalog-v2: not the same app and version everywhere");
        assertThat(mislabelled(EXAMPLE.replacing(
                        "canary/catalog-v2.yaml",
                        "      app: catalog\n      version: v2\n  template",
                        "      app: catalog\n  template")))
                .contains("Deployment shop/catalog-v2: selects the pods of Deployment shop/catalog as well");
    }

    @Test
    void aClassThatIsNotThereHasNoMainOrIsAnothersIsFound() {
        String broken = "Deployment shop/catalog: ";
        assertThat(wrongPrograms(EXAMPLE.replacing("shop/catalog.yaml", CATALOG, CATALOG + "s")))
                .contains(broken + "no main in " + CATALOG + "s");
        assertThat(wrongPrograms(EXAMPLE.replacing("shop/catalog.yaml", CATALOG, CATALOG.replace("Catalog", "Prices"))))
                .contains(broken + "no main in " + CATALOG.replace("Catalog", "Prices"));
        assertThat(wrongPrograms(
                        EXAMPLE.replacing("shop/inventory.yaml", "shop.inventory.Inventory", "shop.catalog.Catalog")))
                .contains("Deployment shop/inventory: starts " + CATALOG);
    }

    @Test
    void anotherImageIsFound() {
        assertThat(images(EXAMPLE.replacing("bank/bank.yaml", "shop:0.1", "shop:0.2")))
                .hasSize(2);
    }

    private static List<String> mislabelled(Sources sources) {
        List<String> problems = new ArrayList<>();
        for (Mesh mesh : Mesh.all(sources)) {
            Workload.ofShop(mesh).map(Workload::deployment).forEach(deployment -> {
                Set<Map<String, String>> labels = Stream.of(
                                "/metadata/labels", "/spec/selector/matchLabels", "/spec/template/metadata/labels")
                        .map(deployment::map)
                        .collect(Collectors.toSet());
                if (labels.size() != 1 || !labels.iterator().next().keySet().equals(Set.of("app", "version"))) {
                    problems.add(deployment + ": not the same app and version everywhere");
                }
                mesh.deployments(deployment.namespace(), deployment.map("/spec/selector/matchLabels")).stream()
                        .filter(other -> !other.equals(deployment))
                        .forEach(other -> problems.add(deployment + ": selects the pods of " + other + " as well"));
            });
        }
        return problems;
    }

    private static List<String> wrongPrograms(Sources sources) {
        List<String> problems = new ArrayList<>();
        for (Mesh mesh : Mesh.all(sources)) {
            Workload.ofShop(mesh).forEach(workload -> {
                String program = String.join(" ", workload.arguments());
                if (!hasMain(program)) {
                    problems.add(workload + ": no main in " + program);
                } else if (!program.contains("." + workload.deployment().text("/metadata/labels/app") + ".")) {
                    problems.add(workload + ": starts " + program);
                }
            });
        }
        return problems;
    }

    private static boolean hasMain(String name) {
        try {
            Class.forName(name, false, WorkloadsTest.class.getClassLoader()).getMethod("main", String[].class);
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    private static Set<String> images(Sources sources) {
        return Mesh.all(sources).stream()
                .flatMap(Workload::ofShop)
                .map(Workload::image)
                .collect(Collectors.toSet());
    }

    private static Set<String> namespacesWithoutStrictTls(Sources sources) {
        return Mesh.all(sources).stream()
                .flatMap(mesh -> mesh.all("Namespace")
                        .map(Resource::name)
                        .filter(mesh::hasSidecars)
                        .filter(namespace -> mesh.all("PeerAuthentication")
                                .noneMatch(rule -> rule.namespace().equals(namespace)
                                        && rule.text("/spec/mtls/mode").equals("STRICT"))))
                .collect(Collectors.toSet());
    }
}
