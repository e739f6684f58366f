package io.headerhop.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Why Headerhop decides between b3 and x-b3-*: what becomes of services that do not, with Envoy from 1.40. */
@ParameterizedClass(name = "{0}")
@EnumSource(names = {"B3", "B3_AND_W3C"})
record CopyingFrom140Test(Tracer tracer) {
    private static Mesh mesh;

    @BeforeParameterizedClassInvocation
    static void start(Tracer tracer) {
        mesh = Mesh.start(tracer, Versions.FROM_1_40);
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
    void everythingButB3CopiedHangsTheCallsUnderTheCallerIfHeSendsBoth() throws Exception {
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
