// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.support.Programs;
import io.headerhop.support.Tracer;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The Job in check/, with its own command line: the shop's services are processes, and each has a real Envoy. */
class CheckJobTest {
    private static Example example;

    @BeforeAll
    static void build() {
        Path unused = Programs.kubectl();
        example = Example.asItIs();
    }

    @ParameterizedTest
    @EnumSource(names = {"ZIPKIN", "OPENTELEMETRY"})
    void itPasses(Tracer tracer) throws Exception {
        try (LocalMesh mesh = LocalMesh.start(Mesh.of(example, "check"), tracer)) {
            LocalMesh.Ended job = mesh.run("headerhop-check");
            assertThat(job.output())
                    .contains("GET /products/*", "GET /for-inventory/products/*", "POST /payments", "PASSED");
            assertThat(job.exit()).as(job.output()).isZero();
        }
    }

    @Test
    void itFailsIfOneServiceLosesHeaders() throws Exception {
        Example broken = example.replacing(
                "shop/inventory.yaml",
                "        envFrom:",
                "        env:\n        - {name: HEADERHOP_HEADERS, value: x-no-header}\n        envFrom:");
        try (LocalMesh mesh = LocalMesh.start(Mesh.of(broken, "check"), Tracer.ZIPKIN)) {
            LocalMesh.Ended job = mesh.run("headerhop-check");
            assertThat(job.output()).contains("1. lost: GET /for-inventory/products/*, 134 calls", "FAILED: 1 finding");
            assertThat(job.exit()).as(job.output()).isEqualTo(1);
        }
    }
}
