// SPDX-License-Identifier: Apache-2.0
package io.headerhop.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Why Headerhop decides between b3 and x-b3-*: what happens to services that do not, with Envoy up to 1.39. */
@InMesh(
        tracers = {Tracer.B3, Tracer.B3_AND_W3C},
        versions = Versions.UP_TO_1_39)
record CopyingUpTo139Test(Tracer tracer, Versions versions) {
    private static Mesh mesh;

    @BeforeParameterizedClassInvocation
    static void start(Tracer tracer, Versions versions) throws Exception {
        mesh = Mesh.start(tracer, versions);
    }

    private static final String FLAT = """
            caller
              a CLIENT
              a CLIENT
              a SERVER
              b CLIENT
              b SERVER
              c SERVER
              d SERVER
            """;

    @Test
    void everythingCopiedIsRightAsLongAsNobodySendsB3() throws Exception {
        assertThat(mesh.send(Copying.EVERYTHING).picture()).isEqualTo(Picture.RIGHT);
    }

    @Test
    void everythingCopiedIsFlatIfTheCallerSendsB3() throws Exception {
        String[] headers = Caller.withNewTrace().b3();
        assertThat(mesh.send(Copying.EVERYTHING, headers).picture()).isEqualTo(FLAT);
    }

    @Test
    void everythingCopiedIsFlatIfTheCallerSendsBoth() throws Exception {
        String[] headers = Caller.withNewTrace().bothB3();
        assertThat(mesh.send(Copying.EVERYTHING, headers).picture()).isEqualTo(FLAT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "d"})
    void everythingCopiedFallsToPiecesIfTheCallerSendsB3WithoutIds(String b3) throws Exception {
        assertThat(mesh.send(Copying.EVERYTHING, "b3", b3).picture()).isEqualTo("""
                        a CLIENT

                        a CLIENT

                        a SERVER

                        b CLIENT

                        b SERVER

                        c SERVER

                        d SERVER
                        """);
    }

    @Test
    void everythingButB3CopiedIsRight() throws Exception {
        String[] onlyB3 = Caller.withNewTrace().b3();
        String[] both = Caller.withNewTrace().bothB3();
        assertThat(mesh.send(Copying.WITHOUT_B3, onlyB3).picture()).isEqualTo(Picture.RIGHT_UNDER_CALLER);
        assertThat(mesh.send(Copying.WITHOUT_B3, both).picture()).isEqualTo(Picture.RIGHT_UNDER_CALLER);
    }
}
