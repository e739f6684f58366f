// SPDX-License-Identifier: Apache-2.0
package io.headerhop.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/** Why Headerhop decides between b3 and x-b3-*: what happens to services that do not, with Envoy from 1.40. */
@InMesh(
        tracers = {Tracer.B3, Tracer.B3_AND_W3C},
        versions = Versions.FROM_1_40)
record CopyingFrom140Test(Tracer tracer, Versions versions) {
    private static Mesh mesh;

    @BeforeParameterizedClassInvocation
    static void start(Tracer tracer, Versions versions) throws Exception {
        mesh = Mesh.start(tracer, versions);
    }

    @Test
    void everythingCopiedIsRight() throws Exception {
        String[] onlyB3 = Caller.withNewTrace().b3();
        String[] both = Caller.withNewTrace().bothB3();
        assertThat(mesh.send(Copying.EVERYTHING).picture()).isEqualTo(Picture.RIGHT);
        assertThat(mesh.send(Copying.EVERYTHING, onlyB3).picture()).isEqualTo(Picture.RIGHT_UNDER_CALLER);
        assertThat(mesh.send(Copying.EVERYTHING, both).picture()).isEqualTo(Picture.RIGHT_UNDER_CALLER);
        assertThat(mesh.send(Copying.EVERYTHING, "b3", "1").picture()).isEqualTo(Picture.RIGHT);
        assertThat(mesh.send(Copying.EVERYTHING, "b3", "d").picture()).isEqualTo(Picture.RIGHT);
    }

    @Test
    void onlyXB3CopiedIsThreeTracesIfTheCallerSendsB3() throws Exception {
        String[] headers = Caller.withNewTrace().b3();
        assertThat(mesh.send(Copying.ONLY_X_B3, headers).picture()).isEqualTo("""
                        a CLIENT
                          b SERVER
                            b CLIENT
                              d SERVER

                        a CLIENT
                          c SERVER

                        caller
                          a SERVER
                        """);
    }

    @Test
    void everythingButB3CopiedHangsTheCallsUnderTheCallerIfItSendsBoth() throws Exception {
        String[] headers = Caller.withNewTrace().bothB3();
        assertThat(mesh.send(Copying.WITHOUT_B3, headers).picture()).isEqualTo("""
                        caller
                          a CLIENT
                            b SERVER
                              b CLIENT
                                d SERVER
                          a CLIENT
                            c SERVER
                          a SERVER
                        """);
    }
}
