// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.mesh;

import static io.headerhop.examples.mesh.Example.KUSTOMIZATION;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What can be checked in the files themselves: each is valid YAML for its reader, and leads from or to a backend. */
record FilesCheck(Example example, List<String> problems) {
    /** Spans sent over gRPC get through only if the name of the Service's port says so. */
    private static final Map<String, String> PROTOCOLS = Map.of("opentelemetry", "grpc", "zipkin", "http");

    static Stream<String> problems(Example example) {
        FilesCheck check = new FilesCheck(example, new ArrayList<>());
        try {
            check.resources();
            check.unusedFiles();
            check.providers();
            check.kiali();
            check.tempo();
        } catch (IllegalArgumentException e) {
            check.problems.add(e.getMessage());
        }
        return check.problems.stream();
    }

    private void resources() {
        for (String file : example.yamlFiles()) {
            for (Resource resource : example.documents(file)) {
                // A kustomization is read by kustomize, and an IstioOperator needs no name.
                if (!file.endsWith(KUSTOMIZATION)) {
                    FieldsCheck.check(resource, problems);
                }
                if (!resource.kind().matches("Kustomization|IstioOperator")
                        && resource.name().isEmpty()) {
                    problems.add(file + ": no name");
                }
            }
        }
    }

    private void unusedFiles() {
        String readMe = example.texts().get("README.md");
        Set<String> applied = new HashSet<>();
        for (String folder : example.kustomizations()) {
            example.documents(folder + "/" + KUSTOMIZATION)
                    .get(0)
                    .each("/resources")
                    .forEach(entry -> applied.add(
                            Path.of(folder, entry.asText()).normalize().toString()));
        }
        for (String file : example.yamlFiles()) {
            // A kustomization is applied by the name of its folder.
            String folder = file.replace("/" + KUSTOMIZATION, "");
            String command = folder.equals(file) ? file : "-k examples/mesh/" + folder;
            if (!applied.contains(folder) && !readMe.contains(command)) {
                problems.add(file + ": nobody applies it");
            }
        }
    }

    /** The path of a span: from a Telemetry resource to a provider, to a port of a backend. */
    private void providers() {
        Set<String> defined = new HashSet<>();
        example.documents("istio.yaml")
                .get(0)
                .each("/spec/meshConfig/extensionProviders")
                .forEach(provider -> {
                    String name = provider.path("name").asText();
                    defined.add(name);
                    PROTOCOLS.forEach((type, protocol) -> {
                        JsonNode target = provider.path(type);
                        if (!target.isMissingNode()) {
                            backend(
                                    name,
                                    target.path("service").asText(),
                                    target.path("port").asInt(),
                                    protocol);
                        }
                    });
                });
        for (Resource telemetry : example.folder("tracing")) {
            // There may be only one mesh-wide Telemetry: each replaces the one before.
            if (!telemetry.toString().equals("Telemetry istio-system/mesh-default")) {
                problems.add(telemetry + " is not the mesh-wide Telemetry");
            }
            telemetry.json().findValues("providers").stream()
                    .flatMap(Resource::elements)
                    .map(provider -> provider.path("name").asText())
                    .filter(name -> !defined.contains(name))
                    .forEach(name -> problems.add(telemetry + ": no provider " + name));
        }
    }

    private void kiali() {
        JsonNode tracing = settings("kiali", "config.yaml").at("/external_services/tracing");
        if (!tracing.path("enabled").asBoolean()) {
            problems.add("kiali: tracing is not enabled");
        }
        String[] address = tracing.path("internal_url").asText().split("//|:");
        String protocol = tracing.path("use_grpc").asBoolean() ? "grpc" : "http";
        backend("kiali", address[2], Integer.parseInt(address[3]), protocol);
    }

    private void tempo() {
        JsonNode settings = settings("tempo", "tempo.yaml");
        Mesh backends = Mesh.backends(example);
        List<String> ports = new Workload(
                        backends,
                        backends.find("Deployment", Mesh.ISTIO_SYSTEM, "tempo").orElseThrow())
                .ports();
        Stream.of("/distributor/receivers/otlp/protocols/grpc/endpoint", "/server/http_listen_port")
                .map(place -> settings.at(place).asText().replaceFirst(".*:", ""))
                .filter(port -> !ports.contains(port))
                .forEach(port -> problems.add("tempo listens on " + port + ", which is not a port of its container"));
    }

    /** A text stored in a ConfigMap. */
    private JsonNode settings(String program, String file) {
        Resource configMap = Mesh.backends(example)
                .find("ConfigMap", Mesh.ISTIO_SYSTEM, program)
                .orElseThrow();
        return Example.yaml(configMap.map("/data").get(file)).get(0);
    }

    private void backend(String caller, String host, int port, String protocol) {
        Mesh.backends(example)
                .obstacles(host, port, protocol)
                .forEach(obstacle -> problems.add(caller + ": " + obstacle));
    }
}
