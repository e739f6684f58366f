// SPDX-License-Identifier: Apache-2.0
package io.headerhop.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * In a mesh that traces no request on its own (Envoy's sampling at 0 %), a caller that asks for a trace gets a whole
 * one.
 */
@InMesh
record SamplingOffTest(Tracer tracer, Versions versions) {
    private static Mesh mesh;

    @BeforeParameterizedClassInvocation
    static void start(Tracer tracer, Versions versions) throws Exception {
        mesh = Mesh.startWithoutSampling(tracer, versions);
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsTraced(Adapters adapters) throws Exception {
        Journey journey = mesh.send(adapters);
        assertThat(journey.pictureAfterAnother()).isEmpty();
        assertThat(journey.decisions()).containsOnly('0');
    }

    @ParameterizedTest
    @EnumSource
    void theTraceOfACallerGoesOn(Adapters adapters) throws Exception {
        Journey journey = mesh.send(adapters, tracer.sampledBy(Caller.withNewTrace()));
        assertThat(journey.picture()).isEqualTo(Picture.RIGHT_UNDER_CALLER);
    }

    @ParameterizedTest
    @EnumSource
    void aTrustedCallerCanForceATrace(Adapters adapters) throws Exception {
        Journey journey = mesh.sendTrusted(adapters, "x-envoy-force-trace", "1");
        assertThat(journey.picture()).isEqualTo(Picture.RIGHT);
        assertThat(journey.requestIds()).hasSize(1).allMatch(id -> id.charAt(14) == 'a');
    }

    @ParameterizedTest
    @EnumSource
    void anUntrustedCallerCannotForceATrace(Adapters adapters) throws Exception {
        Journey journey = mesh.send(adapters, "x-envoy-force-trace", "1");
        assertThat(journey.pictureAfterAnother()).isEmpty();
    }
}
