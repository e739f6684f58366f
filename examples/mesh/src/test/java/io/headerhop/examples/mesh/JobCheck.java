// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.mesh;

import java.net.URI;
import java.util.List;

/** The Job that checks the shop reaches it, is reached by it, and ends. CheckJobTest runs it. */
record JobCheck(Mesh mesh, Workload job, List<String> problems) {
    void all() {
        reaches(option("--send"));
        String port = option("--listen");
        if (!job.ports().contains(port)) {
            problems.add(job + ": listens on " + port + ", which is not a port of its container");
        }
        boolean endsWithItsSidecar = job.owner()
                .map("/spec/template/metadata/annotations")
                .getOrDefault("sidecar.istio.io/nativeSidecar", "")
                .equals("true");
        if (mesh.hasSidecars(job.namespace()) && !endsWithItsSidecar) {
            problems.add(job + ": its sidecar does not end");
        }
        if (!job.pod().path("restartPolicy").asText().equals("Never")
                || !job.owner().text("/spec/backoffLimit").equals("0")) {
            problems.add(job + ": tries again until it passes");
        }
    }

    private void reaches(String send) {
        URI url = URI.create(send.replace("{id}", "id"));
        if (mesh.port(String.valueOf(url.getHost()), url.getPort(), job.namespace())
                .isEmpty()) {
            problems.add(job + ": nothing at " + url.getHost() + ":" + url.getPort() + " for --send");
        }
    }

    private String option(String name) {
        int place = job.arguments().indexOf(name);
        if (place < 0) {
            throw new IllegalArgumentException(job + ": no " + name);
        }
        return job.arguments().get(place + 1);
    }
}
