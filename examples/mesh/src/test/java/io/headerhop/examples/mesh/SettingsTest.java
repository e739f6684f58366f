package io.headerhop.examples.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.examples.mesh.ShopSettings.Setting;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The environment variables of the manifests are ones that are read, with values that are understood. */
class SettingsTest {
    private static final Sources EXAMPLE = Sources.ofExample();
    private static final String SHOP = "shop/kustomization.yaml";

    @Test
    void eachVariableIsReadByAServiceOrByHeaderhop() {
        assertThat(unread(EXAMPLE)).isEmpty();
    }

    @Test
    void eachValueIsOneThatTheServiceTakes() {
        assertThat(refused(EXAMPLE)).isEmpty();
    }

    @Test
    void theSourceOfTheServicesSaysWhatTheyRead() {
        assertThat(ShopSettings.of("io.headerhop.examples.shop.catalog.Catalog"))
                .contains(new Setting("percent", "DISCOUNT_PERCENT", "0"), new Setting("port", "PORT", "8080"));
        assertThat(ShopSettings.of("io.headerhop.examples.shop.inventory.Inventory"))
                .contains(new Setting("url", "CATALOG_URL", "http://catalog:8080"));
        assertThat(ShopSettings.ofHeaderhop()).contains("HEADERHOP_HEADERS", "HEADERHOP_GENERATE_REQUEST_ID");
    }

    @Test
    void aVariableThatNobodyReadsIsFound() {
        assertThat(unread(EXAMPLE.replacing(SHOP, "BANK_URL", "THE_BANK"))).contains("ConfigMap shop/shop: THE_BANK");
        assertThat(unread(EXAMPLE.replacing(SHOP, "HEADERHOP_HEADERS", "HEADERHOP_NAMES")))
                .contains("ConfigMap shop/shop: HEADERHOP_NAMES");
        assertThat(unread(EXAMPLE.replacing("canary/catalog-v2.yaml", "DISCOUNT_PERCENT", "DISCOUNT")))
                .contains("Deployment shop/catalog-v2: DISCOUNT");
    }

    @Test
    void aValueThatIsNotUnderstoodIsFound() {
        assertThat(refused(EXAMPLE.replacing(SHOP, "istio,x-canary", "istio,x canary")))
                .anyMatch(problem -> problem.startsWith("Deployment shop/payment: headerhop.headers"));
        assertThat(refused(EXAMPLE.replacing(SHOP, "PROPAGATION=on", "PROPAGATION=yes")))
                .contains("Deployment shop/payment: PROPAGATION=yes: give on or off");
        assertThat(refused(EXAMPLE.replacing("canary/catalog-v2.yaml", "\"10\"", "\"10%\"")))
                .anyMatch(problem -> problem.startsWith("Deployment shop/catalog-v2: DISCOUNT_PERCENT=10%"));
    }

    private static List<String> unread(Sources sources) {
        List<String> problems = new ArrayList<>();
        for (Mesh mesh : Mesh.all(sources)) {
            Workload.ofShop(mesh)
                    .forEach(workload -> workload.ownVariables().keySet().stream()
                            .filter(name -> !readBy(workload).contains(name))
                            .forEach(name -> problems.add(workload + ": " + name)));
            mesh.all("ConfigMap")
                    .filter(configMap -> !configMap.namespace().equals(Mesh.ISTIO_SYSTEM))
                    .forEach(configMap -> {
                        Set<String> read = Workload.ofShop(mesh)
                                .filter(workload -> workload.namespace().equals(configMap.namespace())
                                        && workload.configMaps().contains(configMap.name()))
                                .flatMap(workload -> readBy(workload).stream())
                                .collect(Collectors.toSet());
                        configMap.map("/data").keySet().stream()
                                .filter(name -> !read.contains(name))
                                .forEach(name -> problems.add(configMap + ": " + name));
                    });
        }
        return problems;
    }

    private static Set<String> readBy(Workload workload) {
        Set<String> read = new HashSet<>(ShopSettings.ofHeaderhop());
        ShopSettings.of(workload).forEach(setting -> read.add(setting.name()));
        return read;
    }

    private static List<String> refused(Sources sources) {
        List<String> problems = new ArrayList<>();
        for (Mesh mesh : Mesh.all(sources)) {
            Workload.ofShop(mesh).forEach(workload -> {
                try {
                    ShopSettings.of(workload).forEach(setting -> setting.read(workload.variables()));
                    ShopSettings.propagation(workload.variables());
                } catch (IllegalArgumentException e) {
                    problems.add(workload + ": " + e.getMessage());
                }
            });
        }
        return problems;
    }
}
