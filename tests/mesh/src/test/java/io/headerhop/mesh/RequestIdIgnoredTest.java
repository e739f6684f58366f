// SPDX-License-Identifier: Apache-2.0
package io.headerhop.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With use_request_id_for_trace_sampling: false, an id that is not a UUID does not prevent tracing. */
@InMesh
record RequestIdIgnoredTest(Tracer tracer, Versions versions) {
    private static Mesh mesh;

    @BeforeParameterizedClassInvocation
    static void start(Tracer tracer, Versions versions) throws Exception {
        mesh = Mesh.startIgnoringRequestIds(tracer, versions);
    }

    @ParameterizedTest
    @EnumSource
    void anIdThatIsNotAUuidIsOnEveryHopAndThereIsATrace(Adapters adapters) throws Exception {
        Journey journey = mesh.send(adapters, "x-request-id", "my-own-id-42");
        assertThat(journey.picture()).isEqualTo(Picture.RIGHT);
        assertThat(journey.requestIds()).containsExactly("my-own-id-42");
    }
}
