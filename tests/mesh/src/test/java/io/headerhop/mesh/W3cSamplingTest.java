package io.headerhop.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * In a W3C mesh that traces no request by itself: the decision is in x-request-id, the flag of traceparent can only
 * refuse.
 */
@ParameterizedClass(name = "Envoy {0}")
@EnumSource
record W3cSamplingTest(Versions versions) {
    private static Mesh mesh;

    @BeforeParameterizedClassInvocation
    static void start(Versions versions) {
        mesh = Mesh.startWithoutSampling(Tracer.W3C, versions);
    }

    @ParameterizedTest
    @EnumSource
    void aSampledTraceparentAloneIsNotTraced(Adapters adapters) throws Exception {
        Journey journey = mesh.send(adapters, Caller.withNewTrace().traceparent());
        assertThat(journey.pictureAfterAnother()).isEmpty();
    }

    @Test
    void whoCopiesNoRequestIdLosesTheTraceAtTheFirstService() throws Exception {
        String[] headers = Caller.withNewTrace().traceparentWithRequestId();
        Journey journey = mesh.send(Copying.ONLY_W3C, headers);
        assertThat(journey.pictureAfterAnother()).isEqualTo("""
                        caller
                          a SERVER
                        """);
    }
}
