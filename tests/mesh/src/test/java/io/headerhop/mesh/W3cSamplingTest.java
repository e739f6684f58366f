package io.headerhop.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * In a W3C mesh that traces no request by itself: the decision is in x-request-id, the flag of traceparent can only
 * refuse. So it is from Envoy 1.39 on; before, the flag alone decided.
 *
 * @see <a href="https://www.envoyproxy.io/docs/envoy/latest/version_history/v1.39/v1.39.0">Envoy 1.39, behavior
 *     changes: the OpenTelemetry tracer now honors Envoy request-entry tracing decisions</a>
 */
class W3cSamplingTest {
    private static Mesh mesh;

    @BeforeAll
    static void start() {
        mesh = Mesh.startWithoutSampling(Tracer.W3C, Versions.FROM_1_40);
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
