// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.mesh;

import io.headerhop.examples.mesh.ShopSettings.Setting;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** All environment variables are read by something, their values are valid, and URLs lead to a service. */
record SettingsCheck(Mesh mesh, List<String> problems) {
    void all() {
        Workload.ofShop(mesh).forEach(workload -> {
            nobodyReads(workload, workload.ownVariables().keySet(), readBy(workload));
            try {
                ShopSettings.propagation(workload.variables());
                ShopSettings.of(workload).forEach(setting -> {
                    Object value = setting.read(workload.variables());
                    if (value instanceof URI url) {
                        isReached(workload, url, setting);
                    }
                });
            } catch (IllegalArgumentException e) {
                problems.add(workload + ": " + e.getMessage());
            }
            listens(workload);
        });
        mesh.all("ConfigMap")
                .filter(configMap -> !configMap.namespace().equals(Mesh.ISTIO_SYSTEM))
                .forEach(configMap -> nobodyReads(
                        configMap,
                        configMap.map("/data").keySet(),
                        Workload.ofShop(mesh)
                                .filter(workload -> workload.namespace().equals(configMap.namespace())
                                        && workload.configMaps().contains(configMap.name()))
                                .flatMap(workload -> readBy(workload).stream())
                                .collect(Collectors.toSet())));
    }

    private void nobodyReads(Object where, Set<String> variables, Set<String> read) {
        variables.stream()
                .filter(name -> !read.contains(name))
                .forEach(name -> problems.add(where + ": nobody reads " + name));
    }

    private static Set<String> readBy(Workload workload) {
        Set<String> read = new HashSet<>(ShopSettings.ofHeaderhop());
        ShopSettings.of(workload).forEach(setting -> read.add(setting.name()));
        return read;
    }

    private void isReached(Workload workload, URI url, Setting setting) {
        int port = url.getPort() < 0 ? 80 : url.getPort();
        if (mesh.port(url.getHost(), port, workload.namespace()).isEmpty()) {
            problems.add(workload + ": nothing at " + url.getHost() + ":" + port + " for " + setting.name());
        }
    }

    /** For other pods, on the container's port. */
    private void listens(Workload workload) {
        Map<String, String> variables = workload.variables();
        if (!variables.getOrDefault("LISTEN_ON", "").equals("0.0.0.0")
                || !workload.ports().contains(variables.getOrDefault("PORT", "8080"))) {
            problems.add(workload + ": other pods do not reach it");
        }
    }

    /** The headers that routes depend on but that some service in the mesh does not carry. */
    List<String> notCarried() {
        return new RoutesCheck(mesh)
                .headers().stream()
                        .filter(header -> !inMesh().stream().allMatch(service -> carries(service, header, "any")))
                        .toList();
    }

    List<Workload> inMesh() {
        return Workload.ofShop(mesh)
                .filter(service -> mesh.hasSidecars(service.namespace()))
                .toList();
    }

    static boolean carries(Workload service, String header, String value) {
        return ShopSettings.propagation(service.variables())
                        .capture(Map.of(header, value))
                        .first(header)
                != null;
    }
}
