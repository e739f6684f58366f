// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import io.headerhop.examples.mesh.Mesh.ServicePort;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The VirtualServices, Gateways and DestinationRules of a mesh, and what is wrong with them. */
record RoutesCheck(Mesh mesh) {
    /** The headers that decide where a call goes. */
    Set<String> headers() {
        return mesh.all("VirtualService")
                .flatMap(routes -> routes.each("/spec/http"))
                .flatMap(route -> Resource.elements(route.path("match")))
                .flatMap(match -> match.path("headers").properties().stream())
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    List<String> problems() {
        List<String> problems = new ArrayList<>();
        mesh.all("VirtualService").forEach(routes -> {
            gateways(routes, problems);
            routes.json().findValues("destination").forEach(destination -> destination(routes, destination, problems));
            List<JsonNode> inOrder = routes.each("/spec/http").toList();
            if (inOrder.isEmpty() || inOrder.get(inOrder.size() - 1).has("match")) {
                problems.add(routes + ": nothing for calls that match nothing");
            }
        });
        mesh.all("DestinationRule").forEach(rule -> subsets(rule, problems));
        return problems;
    }

    private void gateways(Resource routes, List<String> problems) {
        List<String> hosts = routes.each("/spec/hosts").map(JsonNode::asText).toList();
        List<String> gateways =
                routes.each("/spec/gateways").map(JsonNode::asText).toList();
        for (String name : gateways) {
            List<String> served = mesh.find("Gateway", routes.namespace(), name).stream()
                    .flatMap(RoutesCheck::hosts)
                    .toList();
            if (served.isEmpty()) {
                problems.add(routes + ": no Gateway " + name);
            } else if (!served.containsAll(hosts)) {
                problems.add(routes + ": Gateway " + name + " takes no calls of " + hosts);
            }
        }
        if (gateways.isEmpty()) {
            hosts.stream()
                    .filter(host -> mesh.service(host, routes.namespace()).isEmpty())
                    .forEach(host -> problems.add(routes + ": no Service " + host));
        }
    }

    private void destination(Resource routes, JsonNode destination, List<String> problems) {
        String host = destination.path("host").asText();
        List<Integer> ports = mesh.service(host, routes.namespace()).stream()
                .flatMap(ServicePort::of)
                .map(ServicePort::number)
                .toList();
        if (ports.isEmpty()) {
            problems.add(routes + ": no Service " + host);
        } else if (destination.has("port")
                ? !ports.contains(destination.at("/port/number").asInt())
                : ports.size() > 1) {
            problems.add(routes + ": " + destination + " is none of the ports " + ports);
        }
        String subset = destination.path("subset").asText();
        boolean isDefined = mesh.all("DestinationRule")
                .filter(rule -> rule.namespace().equals(routes.namespace())
                        && rule.text("/spec/host").equals(host))
                .flatMap(rule -> rule.each("/spec/subsets"))
                .anyMatch(defined -> defined.path("name").asText().equals(subset));
        if (!subset.isEmpty() && !isDefined) {
            problems.add(routes + ": no subset " + subset + " of " + host);
        }
    }

    private void subsets(Resource rule, List<String> problems) {
        String host = rule.text("/spec/host");
        mesh.service(host, rule.namespace())
                .ifPresentOrElse(
                        service -> rule.each("/spec/subsets").forEach(subset -> {
                            Map<String, String> labels = new HashMap<>(service.map("/spec/selector"));
                            labels.putAll(Resource.texts(subset.path("labels")));
                            if (mesh.owners(service.namespace(), labels).isEmpty()) {
                                problems.add(rule + ": no pods in the subset "
                                        + subset.path("name").asText());
                            }
                        }),
                        () -> problems.add(rule + ": no Service " + host));
    }

    /** The hosts that a Gateway accepts calls for. */
    static Stream<String> hosts(Resource gateway) {
        return gateway.each("/spec/servers")
                .flatMap(server -> Resource.elements(server.path("hosts")))
                .map(JsonNode::asText);
    }
}
