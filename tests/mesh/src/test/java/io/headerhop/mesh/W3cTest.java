package io.headerhop.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sidecars that speak W3C only, as those of Istio's jaeger provider. */
@ParameterizedClass(name = "Envoy {0}")
@EnumSource
record W3cTest(Versions versions) {
    private static Mesh mesh;

    @BeforeParameterizedClassInvocation
    static void start(Versions versions) {
        mesh = Mesh.start(Tracer.W3C, versions);
    }

    @Test
    void whoCopiesB3OnlyHasATraceForEachCall() throws Exception {
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
}
