package io.headerhop.examples.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is set for Kiali and Tempo in files of their own, as texts in ConfigMaps. */
class BackendsTest {
    private static final Sources EXAMPLE = Sources.ofExample();

    @Test
    void kialiAsksABackendForTraces() {
        assertThat(kialisProblems(EXAMPLE)).isEmpty();
    }

    @Test
    void tempoListensOnItsContainersPorts() {
        assertThat(tempoListensOnItsContainersPorts(EXAMPLE)).isTrue();
        assertThat(tempoListensOnItsContainersPorts(
                        EXAMPLE.replacing("backends/tempo.yaml", "0.0.0.0:4317", "0.0.0.0:4318")))
                .isFalse();
        assertThat(tempoListensOnItsContainersPorts(
                        EXAMPLE.replacing("backends/tempo.yaml", "http_listen_port: 3200", "http_listen_port: 80")))
                .isFalse();
    }

    @Test
    void aKialiThatDoesNotFindTheTracesIsFound() {
        String file = "backends/kiali.yaml";
        assertThat(kialisProblems(EXAMPLE.replacing(file, "enabled: true", "enabled: false")))
                .containsExactly("not enabled");
        assertThat(kialisProblems(EXAMPLE.replacing(file, "tracing.istio-system:16685", "jaeger.istio-system:16685")))
                .containsExactly("no jaeger.istio-system:16685");
        assertThat(kialisProblems(EXAMPLE.replacing(file, ":16685", ":16684")))
                .containsExactly("no tracing.istio-system:16684");
        assertThat(kialisProblems(EXAMPLE.replacing(file, "use_grpc: true", "use_grpc: false")))
                .containsExactly("grpc-query is not http");
    }

    private static JsonNode settings(Sources sources, String program, String file) {
        return YamlText.document(Mesh.backends(sources)
                .find("ConfigMap", Mesh.ISTIO_SYSTEM, program)
                .orElseThrow()
                .map("/data")
                .get(file));
    }

    private static List<String> kialisProblems(Sources sources) {
        List<String> problems = new ArrayList<>();
        JsonNode tracing = settings(sources, "kiali", "config.yaml").at("/external_services/tracing");
        if (!tracing.path("enabled").asBoolean()) {
            problems.add("not enabled");
        }
        URI url = URI.create(tracing.path("internal_url").asText());
        Mesh.backends(sources)
                .obstacles(
                        url.getHost(), url.getPort(), tracing.path("use_grpc").asBoolean() ? "grpc" : "http")
                .forEach(problems::add);
        return problems;
    }

    private static boolean tempoListensOnItsContainersPorts(Sources sources) {
        JsonNode settings = settings(sources, "tempo", "tempo.yaml");
        String otlp = settings.at("/distributor/receivers/otlp/protocols/grpc/endpoint")
                .asText();
        Mesh backends = Mesh.backends(sources);
        Resource tempo = backends.find("Deployment", Mesh.ISTIO_SYSTEM, "tempo").orElseThrow();
        return new Workload(backends, tempo)
                .ports()
                .containsAll(Set.of(
                        otlp.substring(otlp.lastIndexOf(':') + 1),
                        settings.at("/server/http_listen_port").asText()));
    }
}
