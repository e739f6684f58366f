// SPDX-License-Identifier: Apache-2.0
package io.headerhop.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sidecars that speak only W3C, like those of Istio's jaeger provider. */
@InMesh(tracers = Tracer.W3C)
record W3cTest(Tracer tracer, Versions versions) {
    private static Mesh mesh;

    @BeforeParameterizedClassInvocation
    static void start(Tracer tracer, Versions versions) throws Exception {
        mesh = Mesh.start(tracer, versions);
    }

    @Test
    void copyingOnlyB3GivesATraceForEachCall() throws Exception {
        assertThat(mesh.send(Copying.ONLY_X_B3).picture()).isEqualTo("""
                        a CLIENT
                          b SERVER

                        a CLIENT
                          c SERVER

                        a SERVER

                        b CLIENT
                          d SERVER
                        """);
    }

    @ParameterizedTest
    @EnumSource
    void b3OfACallerPassesByAndDoesNoHarm(Adapters adapters) throws Exception {
        assertThat(mesh.send(adapters, Caller.withNewTrace().b3()).picture()).isEqualTo(Picture.RIGHT);
    }

    @ParameterizedTest
    @EnumSource
    void bothFormsOfB3OfACallerPassByAndDoNoHarm(Adapters adapters) throws Exception {
        assertThat(mesh.send(adapters, Caller.withNewTrace().bothB3()).picture())
                .isEqualTo(Picture.RIGHT);
    }

    @ParameterizedTest
    @EnumSource
    void b3ThatOnlyAcceptsOrAsksForDebuggingPassesByAndDoesNoHarm(Adapters adapters) throws Exception {
        assertThat(mesh.send(adapters, "b3", "1").picture()).isEqualTo(Picture.RIGHT);
        assertThat(mesh.send(adapters, "b3", "d").picture()).isEqualTo(Picture.RIGHT);
    }

    @ParameterizedTest
    @EnumSource
    void b3ThatOnlyRefusesIsNotHeard(Adapters adapters) throws Exception {
        assertThat(mesh.send(adapters, "b3", "0").picture()).isEqualTo(Picture.RIGHT);
    }
}
