// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.Reference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ClientsTest {
    @Test
    void whoAsksIsToldOfClientsThatAreThereAndOfThoseThatCome() {
        PropagationEvent.INJECTED.add("there before", 1);
        List<String> told = new CopyOnWriteArrayList<>();
        Consumer<String> listener = told::add;
        PropagationEvent.tellOfClients(listener);
        assertThat(told).contains("there before").doesNotContain("comes later");
        PropagationEvent.WITHHELD.add("comes later", 1);
        PropagationEvent.INJECTED.add("comes later", 1);
        assertThat(told).containsOnlyOnce("comes later");
        Reference.reachabilityFence(listener);
    }

    @Test
    void aListenerThatThrowsIsCountedAndDisturbsNoCall() {
        Consumer<String> failing = client -> {
            throw new IllegalStateException(client);
        };
        PropagationEvent.tellOfClients(failing);
        long before = PropagationEvent.USER_CODE_FAILED.count();
        PropagationEvent.INJECTED.add("called in spite of it", 1);
        assertThat(PropagationEvent.USER_CODE_FAILED.count()).isGreaterThan(before);
        assertThat(PropagationEvent.INJECTED.countByClient()).containsEntry("called in spite of it", 1L);
        Reference.reachabilityFence(failing);
    }
}
