// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Resources that are applied together, and how they refer to each other. Immutable. */
record Mesh(List<Resource> resources) {
    /** Istio's own namespace, where the backends are too. */
    static final String ISTIO_SYSTEM = "istio-system";

    private static final String BANK = "bank";

    /** One way to run the shop, with everything around it. */
    static Mesh of(Example example, String kustomization) {
        Stream<String> folders = Stream.of(BANK, kustomization).distinct();
        return new Mesh(Stream.concat(
                        backends(example).resources.stream(), folders.flatMap(folder -> example.built(folder).stream()))
                .toList());
    }

    /** What receives and shows the traces. */
    static Mesh backends(Example example) {
        return new Mesh(example.folder("backends"));
    }

    Stream<Resource> all(String kind) {
        return resources.stream().filter(resource -> resource.kind().equals(kind));
    }

    Optional<Resource> find(String kind, String namespace, String name) {
        return all(kind)
                .filter(resource -> resource.namespace().equals(namespace)
                        && resource.name().equals(name))
                .findFirst();
    }

    /** The Service that a host refers to, written as any of: catalog, catalog.shop, catalog.shop.svc.cluster.local. */
    Optional<Resource> service(String host, String from) {
        String[] labels = host.split("\\.", 3);
        boolean isService = labels.length < 3 || labels[2].equals("svc") || labels[2].equals("svc.cluster.local");
        return isService ? find("Service", labels.length < 2 ? from : labels[1], labels[0]) : Optional.empty();
    }

    /** The port of a Service. */
    Optional<ServicePort> port(String host, int port, String from) {
        return service(host, from).stream()
                .flatMap(ServicePort::of)
                .filter(candidate -> candidate.number() == port)
                .findFirst();
    }

    /** Why a call from Istio's namespace by this protocol would not arrive; empty if it would. */
    Stream<String> obstacles(String host, int port, String protocol) {
        Optional<ServicePort> found = port(host, port, ISTIO_SYSTEM);
        return found.isEmpty()
                ? Stream.of("no " + host + ":" + port)
                : found
                        .map(ServicePort::name)
                        .filter(name -> !found.get().protocol().equals(protocol))
                        .map(name -> name + " is not " + protocol)
                        .stream();
    }

    /**
     * The Deployments and Jobs in this namespace whose pods have all these labels; none, as in Kubernetes, if there are
     * none.
     */
    List<Resource> owners(String namespace, Map<String, String> labels) {
        return Stream.of("Deployment", "Job")
                .flatMap(this::all)
                .filter(owner -> !labels.isEmpty() && owner.namespace().equals(namespace))
                .filter(owner ->
                        owner.map("/spec/template/metadata/labels").entrySet().containsAll(labels.entrySet()))
                .toList();
    }

    /** Whether pods there get a sidecar. Namespaces that are not created here, such as Istio's own, get none. */
    boolean hasSidecars(String namespace) {
        return find("Namespace", "", namespace)
                .filter(found -> found.map("/metadata/labels")
                        .getOrDefault("istio-injection", "")
                        .equals("enabled"))
                .isPresent();
    }

    /** A port of a Service. */
    record ServicePort(JsonNode json) {
        static Stream<ServicePort> of(Resource service) {
            return service.each("/spec/ports").map(ServicePort::new);
        }

        String name() {
            return json.path("name").asText();
        }

        int number() {
            return json.path("port").asInt();
        }

        /** A number or the name of a container's port. */
        String target() {
            return json.path("targetPort").asText(Integer.toString(number()));
        }

        /**
         * The protocol Istio assumes for the traffic: the name's part before the first hyphen, unless another field
         * says so.
         */
        String protocol() {
            return json.path("appProtocol").asText(name().split("-", 2)[0]);
        }
    }
}
