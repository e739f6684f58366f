package io.headerhop.examples.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each pod can start: what it refers to by a name is there. */
class PodsTest {
    private static final Sources EXAMPLE = Sources.ofExample();

    @Test
    void whatAPodNamesIsThere() {
        assertThat(danglingNames(EXAMPLE)).isEmpty();
    }

    @Test
    void aConfigMapAVolumeOrAPortThatIsNotThereIsFound() {
        assertThat(danglingNames(
                        EXAMPLE.replacing("shop/payment.yaml", "            name: shop", "            name: settings")))
                .contains("Deployment shop/payment: no ConfigMap settings");
        assertThat(danglingNames(EXAMPLE.replacing(
                        "backends/tempo.yaml", "configMap:\n          name: tempo", "configMap:\n          name: x")))
                .contains("Deployment istio-system/tempo: no ConfigMap x");
        assertThat(danglingNames(EXAMPLE.replacing(
                        "backends/tempo.yaml", "- name: traces\n        emptyDir", "- name: data\n        emptyDir")))
                .contains("Deployment istio-system/tempo: no volume traces");
        assertThat(danglingNames(EXAMPLE.replacing("shop/payment.yaml", "port: http\n", "port: web\n")))
                .contains("Deployment shop/payment: no port web");
    }

    private static List<String> danglingNames(Sources sources) {
        List<String> problems = new ArrayList<>();
        for (Mesh mesh : Mesh.all(sources)) {
            Workload.all(mesh).forEach(workload -> {
                JsonNode pod = workload.pod();
                List<String> volumes = pod.path("volumes").findValuesAsText("name");
                Stream.concat(
                                workload.configMaps().stream(),
                                pod.path("volumes").findValues("configMap").stream()
                                        .map(map -> map.path("name").asText()))
                        .filter(name -> mesh.find("ConfigMap", workload.namespace(), name)
                                .isEmpty())
                        .forEach(name -> problems.add(workload + ": no ConfigMap " + name));
                Resource.elements(pod.at("/containers/0/volumeMounts"))
                        .map(mount -> mount.path("name").asText())
                        .filter(name -> !volumes.contains(name))
                        .forEach(name -> problems.add(workload + ": no volume " + name));
                pod.at("/containers/0/readinessProbe").findValuesAsText("port").stream()
                        .filter(port -> !workload.ports().contains(port))
                        .forEach(port -> problems.add(workload + ": no port " + port));
            });
        }
        return problems;
    }
}
