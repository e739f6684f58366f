// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.mesh;

import java.util.List;

/** All fields are known to Kubernetes and Istio, and have valid values. */
final class FieldsCheck {
    private static final KubernetesModel KUBERNETES = new KubernetesModel();
    private static final IstioSchemas ISTIO = new IstioSchemas();

    private FieldsCheck() {}

    static void check(Resource resource, List<String> problems) {
        if (KUBERNETES.knows(resource)) {
            problems.addAll(KUBERNETES.problems(resource));
        } else if (ISTIO.know(resource)) {
            problems.addAll(ISTIO.problems(resource));
            problems.addAll(KUBERNETES.problemsOfMetadata(resource));
        } else {
            problems.add(resource + ": " + resource.type() + " is not known here");
        }
    }
}
