package io.headerhop.examples.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.examples.mesh.ShopSettings.Setting;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The services listen where others look for them. */
class AddressesTest {
    private static final Sources EXAMPLE = Sources.ofExample();
    private static final String SHOP = "shop/kustomization.yaml";

    @Test
    void eachUrlLeadsToAService() {
        assertThat(deadUrls(EXAMPLE)).isEmpty();
    }

    @Test
    void eachServiceListensForOtherPodsOnTheContainersPort() {
        assertThat(deafServices(EXAMPLE)).isEmpty();
    }

    @Test
    void aUrlThatLeadsNowhereIsFound() {
        assertThat(deadUrls(EXAMPLE.replacing(SHOP, "http://bank.bank:8080", "http://bank:8080")))
                .contains("Deployment shop/payment: BANK_URL is http://bank:8080");
        assertThat(deadUrls(EXAMPLE.replacing(SHOP, "http://bank.bank:8080", "http://bank.bank")))
                .contains("Deployment shop/payment: BANK_URL is http://bank.bank");
        assertThat(deadUrls(EXAMPLE.replacing(
                        "shop/catalog.yaml", "  - name: http\n    port: 8080", "  - name: http\n    port: 80")))
                .contains("Deployment shop/inventory: CATALOG_URL is http://catalog:8080");
    }

    @Test
    void aServiceThatOnlyItsOwnPodCanReachIsFound() {
        assertThat(deafServices(EXAMPLE.replacing("bank/kustomization.yaml", "0.0.0.0", "127.0.0.1")))
                .contains("Deployment bank/bank");
        assertThat(deafServices(EXAMPLE.replacing("shop/catalog.yaml", "containerPort: 8080", "containerPort: 80")))
                .contains("Deployment shop/catalog");
    }

    private static List<String> deadUrls(Sources sources) {
        List<String> problems = new ArrayList<>();
        for (Mesh mesh : Mesh.all(sources)) {
            Workload.ofShop(mesh)
                    .forEach(workload -> ShopSettings.of(workload).stream()
                            .filter(Setting::isUrl)
                            .forEach(setting -> {
                                URI url = (URI) setting.read(workload.variables());
                                int port = url.getPort() < 0 ? 80 : url.getPort();
                                if (mesh.port(url.getHost(), port, workload.namespace())
                                        .isEmpty()) {
                                    problems.add(workload + ": " + setting.name() + " is " + url);
                                }
                            }));
        }
        return problems;
    }

    private static List<String> deafServices(Sources sources) {
        return Mesh.all(sources).stream()
                .flatMap(Workload::ofShop)
                .filter(workload -> {
                    Map<String, String> variables = workload.variables();
                    return !variables.getOrDefault("LISTEN_ON", "").equals("0.0.0.0")
                            || !workload.ports().contains(variables.getOrDefault("PORT", "8080"));
                })
                .map(Workload::toString)
                .toList();
    }
}
