package io.headerhop.examples.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The way of a span: from a Telemetry resource to a provider, to a port of a backend. */
class TracingTest {
    private static final Sources EXAMPLE = Sources.ofExample();

    /** Spans by gRPC get through only where the name of the Service's port says so. */
    private static final Map<String, String> PROTOCOLS = Map.of("opentelemetry", "grpc", "zipkin", "http");

    @Test
    void eachTelemetryNamesAProviderThatIstioIsInstalledWith() {
        assertThat(EXAMPLE.folder("tracing")).hasSizeGreaterThan(3);
        assertThat(undefinedProviders(EXAMPLE)).isEmpty();
    }

    @Test
    void eachProviderLeadsToAPortOfABackendThatSpeaksItsProtocol() {
        assertThat(providers(EXAMPLE)).hasSizeGreaterThan(3);
        assertThat(deadProviders(EXAMPLE)).isEmpty();
    }

    @Test
    void ofTheMeshWideTelemetryOneTakesTheOthersPlace() {
        assertThat(EXAMPLE.folder("tracing"))
                .extracting(Resource::toString)
                .containsOnly("Telemetry istio-system/mesh-default");
    }

    @Test
    void aProviderThatIsNotDefinedIsFound() {
        assertThat(undefinedProviders(EXAMPLE.replacing("tracing/zipkin.yaml", "- name: zipkin", "- name: zipkins")))
                .containsExactly("tracing/zipkin.yaml: zipkins");
        assertThat(undefinedProviders(EXAMPLE.replacing("istio.yaml", "- name: tempo", "- name: grafana")))
                .containsExactly("tracing/tempo.yaml: tempo");
    }

    @Test
    void aProviderWithoutABackendOrWithOneOfAnotherProtocolIsFound() {
        assertThat(deadProviders(
                        EXAMPLE.replacing("istio.yaml", "jaeger-collector.istio-system", "jaeger.istio-system")))
                .containsExactly("jaeger: no jaeger.istio-system.svc.cluster.local:4317");
        assertThat(deadProviders(EXAMPLE.replacing("backends/tempo.yaml", "    port: 4317", "    port: 4318")))
                .containsExactly("tempo: no tempo.istio-system.svc.cluster.local:4317");
        assertThat(deadProviders(EXAMPLE.replacing(
                        "backends/jaeger.yaml", "- name: grpc-otlp\n    port", "- name: otlp\n    port")))
                .containsExactly("jaeger: otlp is not grpc");
        assertThat(deadProviders(EXAMPLE.replacing(
                        "backends/jaeger.yaml", "- name: http-zipkin\n    port", "- name: zipkin\n    port")))
                .containsExactly("zipkin: zipkin is not http", "zipkin-and-w3c: zipkin is not http");
    }

    private static List<JsonNode> providers(Sources sources) {
        return Resource.elements(sources.documents("istio.yaml").get(0).at("/spec/meshConfig/extensionProviders"))
                .toList();
    }

    private static List<String> undefinedProviders(Sources sources) {
        List<String> defined = providers(sources).stream()
                .map(provider -> provider.path("name").asText())
                .toList();
        List<String> problems = new ArrayList<>();
        for (String file : sources.yamlFiles()) {
            sources.documents(file).stream()
                    .filter(document -> document.path("kind").asText().equals("Telemetry"))
                    .flatMap(telemetry -> telemetry.findValues("providers").stream())
                    .flatMap(Resource::elements)
                    .map(provider -> provider.path("name").asText())
                    .filter(name -> !defined.contains(name))
                    .forEach(name -> problems.add(file + ": " + name));
        }
        return problems;
    }

    private static List<String> deadProviders(Sources sources) {
        List<String> problems = new ArrayList<>();
        for (JsonNode provider : providers(sources)) {
            List<String> types =
                    PROTOCOLS.keySet().stream().filter(provider::has).toList();
            if (types.isEmpty()) {
                problems.add(provider + " is of a type that is not known here");
            }
            for (String type : types) {
                JsonNode target = provider.path(type);
                Mesh.backends(sources)
                        .obstacles(
                                target.path("service").asText(),
                                target.path("port").asInt(),
                                PROTOCOLS.get(type))
                        .forEach(obstacle -> problems.add(provider.path("name").asText() + ": " + obstacle));
            }
        }
        return problems;
    }
}
