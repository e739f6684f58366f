// SPDX-License-Identifier: Apache-2.0
package io.headerhop.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sidecars that speak B3 and W3C at once. */
@InMesh(tracers = Tracer.B3_AND_W3C)
record B3AndW3cTest(Tracer tracer, Versions versions) {
    private static Mesh mesh;

    @BeforeParameterizedClassInvocation
    static void start(Tracer tracer, Versions versions) throws Exception {
        mesh = Mesh.start(tracer, versions);
    }

    @ParameterizedTest
    @EnumSource
    void theTraceOfACallerThatSpeaksW3cGoesOn(Adapters adapters) throws Exception {
        String[] headers = Caller.withNewTrace().traceparent();
        assertThat(mesh.send(adapters, headers).picture()).isEqualTo(Picture.RIGHT_UNDER_CALLER);
    }

    @ParameterizedTest
    @EnumSource(names = {"ONLY_X_B3", "ONLY_W3C"})
    void aServiceThatCopiesOneOfThemKeepsTheTrace(Copying copying) throws Exception {
        assertThat(mesh.send(copying).picture()).isEqualTo(Picture.RIGHT);
    }

    @Test
    void traceparentMakesUpForAB3ThatIsNotCopied() throws Exception {
        String[] headers = Caller.withNewTrace().b3();
        assertThat(mesh.send(Copying.WITHOUT_B3, headers).picture()).isEqualTo(Picture.RIGHT_UNDER_CALLER);
    }
}
