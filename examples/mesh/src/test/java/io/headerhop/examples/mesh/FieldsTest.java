package io.headerhop.examples.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** All fields of all resources are ones that Kubernetes and Istio know, with values that they take. */
class FieldsTest {
    private static final Sources EXAMPLE = Sources.ofExample();
    private static final KubernetesModel KUBERNETES = new KubernetesModel();
    private static final IstioSchemas ISTIO = new IstioSchemas();

    @Test
    void allFieldsAreKnownAndHaveValuesThatAreTaken() {
        assertThat(problems(EXAMPLE)).isEmpty();
    }

    @Test
    void aKindOrAVersionThatNobodyKnowsIsFound() {
        isFound("shop/mtls.yaml", "security.istio.io/v1", "security.istio.io/v2", "known");
        isFound("bank/namespace.yaml", "kind: Namespace", "kind: NameSpace", "known");
    }

    @Test
    void aMisspeltFieldIsFound() {
        isFound("tracing/jaeger.yaml", "randomSamplingPercentage", "randomSamplingPercent", "randomSamplingPercent");
        isFound("canary/routes.yaml", "exact:", "equals:", "equals");
        isFound("canary/routes.yaml", "  host: catalog\n  subsets", "  hosts: catalog\n  subsets", "hosts");
        isFound("shop/gateway.yaml", "protocol: HTTP", "protokol: HTTP", "protokol");
        isFound("shop/mtls.yaml", "mtls:", "mTLS:", "mTLS");
        isFound("istio.yaml", "traceContextOption", "traceContextOptions", "traceContextOptions");
        isFound("shop/payment.yaml", "containerPort", "containerport", "containerport");
        isFound("shop/payment.yaml", "targetPort", "target", "target");
        isFound("shop/namespace.yaml", "  labels:", "  label:", "label");
        isFound("shop/mtls.yaml", "  name: default", "  name: default\n  nameSpace: shop", "nameSpace");
    }

    @Test
    void aValueThatIsNotTakenIsFound() {
        isFound("shop/mtls.yaml", "STRICT", "STRIKT", "/spec/mtls/mode");
        isFound(
                "tracing/jaeger.yaml",
                "Percentage: 100",
                "Percentage: 101",
                "/spec/tracing/0/randomSamplingPercentage");
        isFound("istio.yaml", "USE_B3_WITH_W3C_PROPAGATION", "USE_B3_WITH_W3C", "/traceContextOption");
        isFound("shop/gateway.yaml", "number: 8080", "number: http", "/spec/http/0/route/0/destination/port/number");
        isFound("shop/payment.yaml", "containerPort: 8080", "containerPort: http", "containerPort");
    }

    @Test
    void aNumberOrASwitchWithoutQuotesWhereATextBelongsIsFound() {
        isFound("canary/catalog-v2.yaml", "value: \"10\"", "value: 10", "[\"value\"]");
        isFound("canary/catalog-v2.yaml", "value: \"10\"", "value: on", "[\"value\"]");
        isFound("backends/jaeger.yaml", "inject: \"false\"", "inject: false", "sidecar.istio.io/inject");
    }

    @Test
    void aFieldThatIsMissingIsFound() {
        isFound("tracing/jaeger.yaml", "- name: jaeger", "- {}", "/spec/tracing/0/providers/0");
        isFound("shop/gateway.yaml", "      name: http\n", "", "/spec/servers/0/port");
    }

    @Test
    void fieldsThatExcludeEachOtherAreFound() {
        isFound(
                "canary/routes.yaml",
                "exact: catalog-v2",
                "exact: catalog-v2\n          prefix: c",
                "/spec/http/0/match/0/headers/x-canary");
    }

    private static void isFound(String file, String text, String mistake, String inMessage) {
        assertThat(problems(EXAMPLE.replacing(file, text, mistake)))
                .anySatisfy(problem -> assertThat(problem).contains(inMessage));
    }

    private static List<String> problems(Sources sources) {
        Stream<Resource> built =
                sources.kustomizations().stream().flatMap(folder -> Kustomization.build(sources, folder).stream());
        Stream<Resource> others = Stream.of("backends", "tracing").flatMap(folder -> sources.folder(folder).stream());
        Resource install = new Resource(sources.documents("istio.yaml").get(0));
        List<String> problems = new ArrayList<>(ISTIO.problems(install));
        Stream.concat(built, others).forEach(resource -> {
            if (KUBERNETES.knows(resource)) {
                problems.addAll(KUBERNETES.problems(resource));
            } else if (ISTIO.know(resource)) {
                problems.addAll(ISTIO.problems(resource));
                problems.addAll(KUBERNETES.problemsOfMetadata(resource));
            } else {
                problems.add(resource + ": " + resource.type() + " is not known here");
            }
        });
        return problems;
    }
}
