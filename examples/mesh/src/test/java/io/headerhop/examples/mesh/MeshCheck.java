// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import io.headerhop.examples.mesh.Mesh.ServicePort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is applied together fits together: names, labels and ports refer to the right things. */
record MeshCheck(Mesh mesh, List<String> problems) {
    /** For all ways to run the shop, one after the other, on demand. */
    static Stream<String> problems(Example example) {
        return Stream.concat(
                example.kustomizations().stream().flatMap(folder -> problems(example, folder)),
                Stream.of(example).flatMap(MeshCheck::hosts));
    }

    private static Stream<String> problems(Example example, String folder) {
        try {
            MeshCheck check = new MeshCheck(Mesh.of(example, folder), new ArrayList<>());
            check.all();
            return check.problems.stream();
        } catch (IllegalArgumentException e) {
            return Stream.of(e.getMessage());
        }
    }

    private void all() {
        mesh.resources().forEach(resource -> FieldsCheck.check(resource, problems));
        Workload.all(mesh).forEach(this::whatAPodNamesIsThere);
        Workload.ofShop(mesh).forEach(this::labels);
        Workload.jobs(mesh).forEach(job -> new JobCheck(mesh, job, problems).all());
        mesh.all("Service").forEach(this::service);
        mesh.all("Namespace").forEach(this::strictTls);
        problems.addAll(new RoutesCheck(mesh).problems());
        new SettingsCheck(mesh, problems).all();
    }

    private void whatAPodNamesIsThere(Workload workload) {
        JsonNode pod = workload.pod();
        Stream.concat(
                        workload.configMaps().stream(),
                        pod.path("volumes").findValues("configMap").stream()
                                .map(map -> map.path("name").asText()))
                .filter(name ->
                        mesh.find("ConfigMap", workload.namespace(), name).isEmpty())
                .forEach(name -> problems.add(workload + ": no ConfigMap " + name));
        List<String> volumes = pod.path("volumes").findValuesAsText("name");
        Resource.elements(pod.at("/containers/0/volumeMounts"))
                .map(mount -> mount.path("name").asText())
                .filter(name -> !volumes.contains(name))
                .forEach(name -> problems.add(workload + ": no volume " + name));
        pod.at("/containers/0/readinessProbe").findValuesAsText("port").stream()
                .filter(port -> !workload.ports().contains(port))
                .forEach(port -> problems.add(workload + ": no port " + port));
    }

    /**
     * The labels that Istio and Kiali use, and what is named after them. The shop's ImageTest checks that the image and
     * the class exist.
     */
    private void labels(Workload workload) {
        Resource deployment = workload.owner();
        Set<Map<String, String>> labels = Stream.of(
                        "/metadata/labels", "/spec/selector/matchLabels", "/spec/template/metadata/labels")
                .map(deployment::map)
                .collect(Collectors.toSet());
        if (labels.size() != 1 || !labels.iterator().next().keySet().equals(Set.of("app", "version"))) {
            problems.add(deployment + ": not the same app and version everywhere");
        }
        mesh.owners(deployment.namespace(), deployment.map("/spec/selector/matchLabels")).stream()
                .filter(other -> !other.equals(deployment))
                .forEach(other -> problems.add(deployment + ": selects the pods of " + other + " as well"));
        String program = String.join(" ", workload.arguments());
        if (!program.contains("." + deployment.text("/metadata/labels/app") + ".")) {
            problems.add(deployment + ": starts " + program);
        }
    }

    /**
     * Each Service leads to pods that listen, and its sidecars recognize the protocol; for Istio's namespace see
     * FilesCheck.
     */
    private void service(Resource service) {
        List<Resource> pods = mesh.owners(service.namespace(), service.map("/spec/selector"));
        if (pods.isEmpty()) {
            problems.add(service + ": no pods with " + service.map("/spec/selector"));
        }
        String protocol = mesh.hasSidecars(service.namespace()) ? "http" : "tcp";
        ServicePort.of(service).forEach(port -> {
            pods.stream()
                    .map(pod -> new Workload(mesh, pod))
                    .filter(pod -> !pod.ports().contains(port.target()))
                    .forEach(pod -> problems.add(service + ": " + pod + " has no port " + port.target()));
            if (!service.namespace().equals(Mesh.ISTIO_SYSTEM)
                    && !port.protocol().equals(protocol)) {
                problems.add(service + ": " + port.name() + " is not " + protocol);
            }
        });
    }

    private void strictTls(Resource namespace) {
        boolean isStrict = mesh.all("PeerAuthentication")
                .anyMatch(rule -> rule.namespace().equals(namespace.name())
                        && rule.text("/spec/mtls/mode").equals("STRICT"));
        if (mesh.hasSidecars(namespace.name()) && !isStrict) {
            problems.add(namespace + ": no strict TLS");
        }
    }

    /** Shops that can run at the same time have different hosts. The canary replaces the shop without it. */
    private static Stream<String> hosts(Example example) {
        List<String> hosts = example.kustomizations().stream()
                .filter(folder -> !folder.equals("shop"))
                .flatMap(folder -> example.built(folder).stream())
                .filter(resource -> resource.kind().equals("Gateway"))
                .flatMap(RoutesCheck::hosts)
                .sorted()
                .toList();
        return hosts.equals(List.of("b3.shop.test", "shop.test", "without.shop.test"))
                ? Stream.of()
                : Stream.of("the hosts at the gateway are " + hosts);
    }
}
