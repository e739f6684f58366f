// SPDX-License-Identifier: Apache-2.0
package io.headerhop.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * In a W3C mesh that traces no request on its own: the decision is in x-request-id, and the traceparent flag can only
 * refuse. This is so from Envoy 1.39 on; before, the flag alone decided.
 *
 * @see <a href="https://www.envoyproxy.io/docs/envoy/latest/version_history/v1.39/v1.39.0">Envoy 1.39, behavior
 *     changes: the OpenTelemetry tracer now honors Envoy request-entry tracing decisions</a>
 */
@InMesh(
        tracers = Tracer.W3C,
        versions = {Versions.FROM_1_40, Versions.UP_TO_1_39})
record W3cSamplingTest(Tracer tracer, Versions versions) {
    private static Mesh mesh;

    @BeforeParameterizedClassInvocation
    static void start(Tracer tracer, Versions versions) throws Exception {
        assumeTrue(versions.of("a").isFrom139(), "this Envoy is older than 1.39");
        mesh = Mesh.startWithoutSampling(tracer, versions);
    }

    @ParameterizedTest
    @EnumSource
    void aSampledTraceparentAloneIsNotTraced(Adapters adapters) throws Exception {
        Journey journey = mesh.send(adapters, Caller.withNewTrace().traceparent());
        assertThat(journey.pictureAfterAnother()).isEmpty();
    }

    @Test
    void copyingNoRequestIdLosesTheTraceAtTheFirstService() throws Exception {
        String[] headers = Caller.withNewTrace().traceparentWithRequestId();
        Journey journey = mesh.send(Copying.ONLY_W3C, headers);
        assertThat(journey.pictureAfterAnother()).isEqualTo("""
                        caller
                          a SERVER
                        """);
    }
}
