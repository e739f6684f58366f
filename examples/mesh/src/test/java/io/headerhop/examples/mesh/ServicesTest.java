package io.headerhop.examples.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.examples.mesh.Mesh.ServicePort;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each Service leads to pods that listen, and its ports' names let the sidecars see what they are to see. */
class ServicesTest {
    private static final Sources EXAMPLE = Sources.ofExample();

    @Test
    void eachServiceLeadsToAPortOfPodsThatAreThere() {
        assertThat(problems(EXAMPLE)).isEmpty();
    }

    @Test
    void portsAreNamedHttpInTheMeshAndTcpAtTheBank() {
        assertThat(misnamed(EXAMPLE)).isEmpty();
    }

    @Test
    void aSelectorThatNoPodMatchesIsFound() {
        assertThat(problems(EXAMPLE.replacing(
                        "shop/payment.yaml", "  selector:\n    app: payment", "  selector:\n    app: pay")))
                .contains("Service shop/payment: no pods with {app=pay}");
        assertThat(problems(
                        EXAMPLE.replacing("backends/tempo.yaml", "  selector:\n    app: tempo\n  ports", "  ports")))
                .contains("Service istio-system/tempo: no pods with {}");
    }

    @Test
    void aTargetPortThatNoContainerHasIsFound() {
        assertThat(problems(EXAMPLE.replacing("shop/payment.yaml", "targetPort: http", "targetPort: web")))
                .contains("Service shop/payment: Deployment shop/payment has no port web");
        assertThat(problems(EXAMPLE.replacing("backends/tempo.yaml", "targetPort: grpc-otlp", "targetPort: 4318")))
                .contains("Service istio-system/tempo: Deployment istio-system/tempo has no port 4318");
    }

    @Test
    void aPortWhoseNameHidesHttpFromTheSidecarsIsFound() {
        assertThat(misnamed(EXAMPLE.replacing("shop/payment.yaml", "- name: http\n    port", "- name: web\n    port")))
                .contains("Service shop/payment: web is not http");
    }

    @Test
    void aBankThatSidecarsLookIntoIsFound() {
        assertThat(misnamed(EXAMPLE.replacing("bank/bank.yaml", "name: tcp-charges", "name: http")))
                .contains("Service bank/bank: http is not tcp");
        assertThat(misnamed(EXAMPLE.replacing(
                        "bank/namespace.yaml",
                        "  name: bank",
                        "  name: bank\n  labels:\n    istio-injection: enabled")))
                .contains("Service bank/bank: tcp-charges is not http");
    }

    private static List<String> problems(Sources sources) {
        List<String> problems = new ArrayList<>();
        for (Mesh mesh : Mesh.all(sources)) {
            mesh.all("Service").forEach(service -> {
                List<Resource> pods = mesh.deployments(service.namespace(), service.map("/spec/selector"));
                if (pods.isEmpty()) {
                    problems.add(service + ": no pods with " + service.map("/spec/selector"));
                }
                ServicePort.of(service)
                        .forEach(port -> pods.stream()
                                .map(pod -> new Workload(mesh, pod))
                                .filter(pod -> !pod.ports().contains(port.target()))
                                .forEach(pod -> problems.add(service + ": " + pod + " has no port " + port.target())));
            });
        }
        return problems;
    }

    /** Who in the mesh calls by a name of Istio's own namespace is Istio itself: see TracingTest. */
    private static List<String> misnamed(Sources sources) {
        List<String> problems = new ArrayList<>();
        for (Mesh mesh : Mesh.all(sources)) {
            mesh.all("Service")
                    .filter(service -> !service.namespace().equals(Mesh.ISTIO_SYSTEM))
                    .forEach(service -> {
                        String protocol = mesh.hasSidecars(service.namespace()) ? "http" : "tcp";
                        ServicePort.of(service)
                                .filter(port -> !port.protocol().equals(protocol))
                                .forEach(port -> problems.add(service + ": " + port.name() + " is not " + protocol));
                    });
        }
        return problems;
    }
}
