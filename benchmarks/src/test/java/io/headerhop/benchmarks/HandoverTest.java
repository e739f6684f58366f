// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandoverTest {
    @ParameterizedTest
    @ValueSource(strings = {"headerhop", "openTelemetry", "brave", "micrometer", "ttl"})
    void aTaskHasWhatWasCurrentAndLeavesNothing(String contender) throws Exception {
        Handover handover = Handover.of(contender);
        List<Runnable> handed = new ArrayList<>();
        List<Object> seen = new ArrayList<>();
        Executor executor = handover.wrap((Executor) handed::add);

        try (AutoCloseable open = handover.open()) {
            handed.add(handover.wrap(() -> seen.add(handover.current())));
            executor.execute(() -> seen.add(handover.current()));
        }
        Object before = handover.current();
        handed.forEach(Runnable::run);

        assertThat(before).isNull();
        assertThat(seen).hasSize(2).doesNotContainNull();
        assertThat(handover.current()).isNull();
    }
}
