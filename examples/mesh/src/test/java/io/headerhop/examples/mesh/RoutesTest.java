package io.headerhop.examples.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Each route leads from a gateway or a Service that is there to pods that are there. */
class RoutesTest {
    private static final Sources EXAMPLE = Sources.ofExample();

    @Test
    void eachRouteLeadsToPodsThatAreThere() {
        assertThat(problems(EXAMPLE)).isEmpty();
    }

    @Test
    void eachShopHasAHostOfItsOwnAtTheGateway() {
        assertThat(hosts(EXAMPLE))
                .containsOnlyOnce("shop.test")
                .contains("without.shop.test")
                .doesNotHaveDuplicates();
        String file = "variants/without-propagation/kustomization.yaml";
        assertThat(hosts(EXAMPLE.with(file, EXAMPLE.text(file).replace("without.shop.test", "b3.shop.test"))))
                .containsSequence("b3.shop.test", "b3.shop.test");
    }

    @Test
    void aGatewayThatIsNotThereOrTakesNoSuchCallsIsFound() {
        assertThat(problems(EXAMPLE.replacing("shop/gateway.yaml", "  - shop\n", "  - shops\n")))
                .contains("VirtualService shop/storefront: no Gateway shops");
        assertThat(problems(EXAMPLE.replacing(
                        "shop/gateway.yaml", "  hosts:\n  - shop.test", "  hosts:\n  - shop.example")))
                .contains("VirtualService shop/storefront: Gateway shop takes no calls of [shop.example]");
    }

    @Test
    void aHostOrAPortThatIsNotThereIsFound() {
        String routes = EXAMPLE.text("canary/routes.yaml");
        assertThat(problems(EXAMPLE.with("canary/routes.yaml", routes.replace("host: catalog\n", "host: catalogue\n"))))
                .contains(
                        "VirtualService shop/catalog: no Service catalogue",
                        "DestinationRule shop/catalog: no Service catalogue");
        assertThat(problems(
                        EXAMPLE.replacing("canary/routes.yaml", "  hosts:\n  - catalog", "  hosts:\n  - catalogue")))
                .contains("VirtualService shop/catalog: no Service catalogue");
        assertThat(problems(EXAMPLE.replacing("shop/gateway.yaml", "number: 8080", "number: 80")))
                .anyMatch(
                        problem -> problem.startsWith("VirtualService shop/storefront") && problem.endsWith("[8080]"));
    }

    @Test
    void aSubsetThatIsNotDefinedOrHasNoPodsIsFound() {
        assertThat(problems(EXAMPLE.replacing("canary/routes.yaml", "subset: v2", "subset: v3")))
                .contains("VirtualService shop/catalog: no subset v3 of catalog");
        assertThat(problems(EXAMPLE.replacing("canary/routes.yaml", "version: v2", "version: v3")))
                .contains("DestinationRule shop/catalog: no pods in the subset v2");
    }

    @Test
    void aCallThatNoRouteTakesIsFound() {
        assertThat(problems(EXAMPLE.replacing(
                        "canary/routes.yaml",
                        "  - route:\n",
                        "  - match:\n    - uri:\n        prefix: /\n    route:\n")))
                .contains("VirtualService shop/catalog: nothing for calls that match nothing");
    }

    private static List<String> problems(Sources sources) {
        return Mesh.all(sources).stream()
                .flatMap(mesh -> new Routes(mesh).problems().stream())
                .toList();
    }

    /** Of all shops that can be there at once. The canary takes the place of the shop without it. */
    private static List<String> hosts(Sources sources) {
        return sources.kustomizations().stream()
                .filter(folder -> !folder.equals("shop"))
                .flatMap(folder -> Kustomization.build(sources, folder).stream())
                .filter(resource -> resource.kind().equals("Gateway"))
                .flatMap(Routes::hosts)
                .sorted()
                .toList();
    }
}
