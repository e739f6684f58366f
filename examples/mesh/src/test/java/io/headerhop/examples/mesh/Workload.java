// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A Deployment or Job with one container, among what it is applied with. Immutable. */
record Workload(Mesh mesh, Resource owner) {
    private static final String CONTAINER = "/spec/template/spec/containers/0";

    /** The services of the shop, and the bank. */
    static Stream<Workload> ofShop(Mesh mesh) {
        return all(mesh)
                .filter(workload -> workload.owner.kind().equals("Deployment")
                        && !workload.namespace().equals(Mesh.ISTIO_SYSTEM));
    }

    static Stream<Workload> jobs(Mesh mesh) {
        return all(mesh).filter(workload -> workload.owner.kind().equals("Job"));
    }

    static Stream<Workload> all(Mesh mesh) {
        return Stream.of("Deployment", "Job").flatMap(mesh::all).map(owner -> new Workload(mesh, owner));
    }

    String namespace() {
        return owner.namespace();
    }

    List<String> arguments() {
        return owner.each(CONTAINER + "/args").map(JsonNode::asText).toList();
    }

    /** The names and numbers of the container's ports. */
    List<String> ports() {
        return owner.each(CONTAINER + "/ports")
                .flatMap(port -> Stream.of(
                        port.path("name").asText(), port.path("containerPort").asText()))
                .toList();
    }

    List<String> configMaps() {
        return owner.each(CONTAINER + "/envFrom")
                .map(from -> from.at("/configMapRef/name").asText())
                .toList();
    }

    /** The variables that are set for this one only. */
    Map<String, String> ownVariables() {
        Map<String, String> variables = new LinkedHashMap<>();
        owner.each(CONTAINER + "/env")
                .forEach(variable -> variables.put(
                        variable.path("name").asText(), variable.path("value").asText()));
        return variables;
    }

    /** All variables that its process will see. */
    Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        configMaps().stream()
                .flatMap(name -> mesh.find("ConfigMap", namespace(), name).stream())
                .forEach(configMap -> variables.putAll(configMap.map("/data")));
        variables.putAll(ownVariables());
        return variables;
    }

    JsonNode pod() {
        return owner.json().at("/spec/template/spec");
    }

    @Override
    public String toString() {
        return owner.toString();
    }
}
