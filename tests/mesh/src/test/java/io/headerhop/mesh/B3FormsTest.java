// SPDX-License-Identifier: Apache-2.0
package io.headerhop.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Callers that send b3, in meshes that make b3 stale (Envoy up to 1.39), x-b3-* stale (from 1.40), or both. */
@InMesh(tracers = {Tracer.B3, Tracer.B3_AND_W3C})
record B3FormsTest(Tracer tracer, Versions versions) {
    private static Mesh mesh;

    @BeforeParameterizedClassInvocation
    static void start(Tracer tracer, Versions versions) throws Exception {
        mesh = Mesh.start(tracer, versions);
    }

    @ParameterizedTest
    @EnumSource
    void b3(Adapters adapters) throws Exception {
        String[] headers = Caller.withNewTrace().b3();
        assertThat(mesh.send(adapters, headers).picture()).isEqualTo(Picture.RIGHT_UNDER_CALLER);
    }

    @ParameterizedTest
    @EnumSource
    void b3AndXB3(Adapters adapters) throws Exception {
        String[] headers = Caller.withNewTrace().bothB3();
        assertThat(mesh.send(adapters, headers).picture()).isEqualTo(Picture.RIGHT_UNDER_CALLER);
    }

    @ParameterizedTest
    @EnumSource
    void b3ThatOnlyAccepts(Adapters adapters) throws Exception {
        assertThat(mesh.send(adapters, "b3", "1").picture()).isEqualTo(Picture.RIGHT);
    }

    @ParameterizedTest
    @EnumSource
    void b3ThatOnlyAsksForDebugging(Adapters adapters) throws Exception {
        assertThat(mesh.send(adapters, "b3", "d").picture()).isEqualTo(Picture.RIGHT);
    }

    @ParameterizedTest
    @EnumSource
    void b3ThatOnlyRefuses(Adapters adapters) throws Exception {
        assertThat(mesh.send(adapters, "b3", "0").pictureAfterAnother()).isEmpty();
    }
}
