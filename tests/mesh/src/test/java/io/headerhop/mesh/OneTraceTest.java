// SPDX-License-Identifier: Apache-2.0
package io.headerhop.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A request is one trace, and each span has the right parent, with every adapter. */
@InMesh
record OneTraceTest(Tracer tracer, Versions versions) {
    private static Mesh mesh;

    @BeforeParameterizedClassInvocation
    static void start(Tracer tracer, Versions versions) throws Exception {
        mesh = Mesh.start(tracer, versions);
    }

    @ParameterizedTest
    @EnumSource
    void aRequestIsOneTrace(Adapters adapters) throws Exception {
        assertThat(mesh.send(adapters).picture()).isEqualTo(Picture.RIGHT);
    }

    @ParameterizedTest
    @EnumSource
    void theTraceOfACallerGoesOn(Adapters adapters) throws Exception {
        String[] headers = tracer.sampledBy(Caller.withNewTrace());
        assertThat(mesh.send(adapters, headers).picture()).isEqualTo(Picture.RIGHT_UNDER_CALLER);
    }

    @Test
    void withoutPropagationEachCallIsATraceOfItsOwn() throws Exception {
        assertThat(mesh.send(Copying.NOTHING).picture()).isEqualTo("""
                        a CLIENT
                          b SERVER

                        a CLIENT
                          c SERVER

                        a SERVER

                        b CLIENT
                          d SERVER
                        """);
    }
}
