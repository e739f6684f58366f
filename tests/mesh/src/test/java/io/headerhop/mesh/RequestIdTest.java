// SPDX-License-Identifier: Apache-2.0
package io.headerhop.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The request id is the same on every hop, except for the character in which Envoy keeps its decision. */
@InMesh
record RequestIdTest(Tracer tracer, Versions versions) {
    private static Mesh mesh;

    @BeforeParameterizedClassInvocation
    static void start(Tracer tracer, Versions versions) throws Exception {
        mesh = Mesh.start(tracer, versions);
    }

    private static final String NO_UUID = "my-own-id-42";

    @ParameterizedTest
    @EnumSource
    void theCallersIdIsOnEveryHopAndInEveryLog(Adapters adapters) throws Exception {
        String id = UUID.randomUUID().toString();
        Journey journey = mesh.send(adapters, "x-request-id", id);
        assertThat(journey.requestIds())
                .hasSize(1)
                .allMatch(received -> decisionLeftOut(received).equals(decisionLeftOut(id)));
        assertThat(journey.loggedRequestIds()).isEqualTo(journey.requestIds());
    }

    @ParameterizedTest
    @EnumSource
    void anIdMadeByTheFirstSidecarIsOnEveryHopAndInEveryLog(Adapters adapters) throws Exception {
        Journey journey = mesh.send(adapters);
        assertThat(journey.requestIds()).hasSize(1);
        assertThat(journey.loggedRequestIds()).isEqualTo(journey.requestIds());
    }

    @Test
    void withoutPropagationEachServiceSeesAnother() throws Exception {
        assertThat(mesh.send(Copying.NOTHING, "x-request-id", UUID.randomUUID().toString())
                        .requestIds())
                .hasSize(4);
    }

    /** Envoy cannot read its decision from such an id, and decides against tracing. */
    @ParameterizedTest
    @EnumSource
    void anIdThatIsNotAUuidIsOnEveryHopAndThereIsNoTrace(Adapters adapters) throws Exception {
        Journey journey = mesh.send(adapters, "x-request-id", NO_UUID);
        assertThat(journey.pictureAfterAnother()).isEmpty();
        assertThat(journey.decisions()).containsOnly('0');
        assertThat(journey.requestIds()).containsExactly(NO_UUID);
    }

    private static String decisionLeftOut(String requestId) {
        return requestId.substring(0, 14) + requestId.substring(15);
    }
}
