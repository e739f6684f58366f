// SPDX-License-Identifier: Apache-2.0
package io.headerhop.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** In a mesh that traces every request, every sidecar respects a caller's refusal. */
@InMesh
record SamplingTest(Tracer tracer, Versions versions) {
    private static Mesh mesh;

    @BeforeParameterizedClassInvocation
    static void start(Tracer tracer, Versions versions) throws Exception {
        mesh = Mesh.start(tracer, versions);
    }

    @ParameterizedTest
    @EnumSource
    void aCallerWhoRefusesIsNotTraced(Adapters adapters) throws Exception {
        Journey journey = mesh.send(adapters, tracer.unsampledBy(Caller.withNewTrace()));
        assertThat(journey.pictureAfterAnother()).isEmpty();
        assertThat(journey.decisions()).containsOnly('0');
    }

    @Test
    void withoutPropagationOnlyTheFirstSidecarHearsIt() throws Exception {
        Journey journey = mesh.send(Copying.NOTHING, tracer.unsampledBy(Caller.withNewTrace()));
        assertThat(journey.pictureAfterAnother()).isEqualTo("""
                        a CLIENT
                          b SERVER

                        a CLIENT
                          c SERVER

                        b CLIENT
                          d SERVER
                        """);
    }
}
