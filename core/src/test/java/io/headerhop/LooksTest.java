// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** How often the stack is looked at where nothing is current. */
class LooksTest {
    private static final long NINE_SECONDS = 1L << 33;

    /** Each look takes as long as a short call: a service that rightly calls a thousand hosts would feel it. */
    @Test
    void callsToManyHostsAreNotAllLookedAt() {
        LostCalls calls = new LostCalls();
        long start = System.nanoTime();
        long looks = IntStream.range(0, 10_000)
                .mapToObj(host -> calls.add("a client", "host" + host))
                .filter(call -> call != null)
                .count();
        long most = 101 + (System.nanoTime() - start) / 10_000_000;
        assertThat(looks).isBetween(1L, most);
    }

    @Test
    void callsThatShareASlotDoNotForLong() {
        List<Integer> sharing = IntStream.iterate(1, kind -> kind + 1)
                .filter(kind -> LostCalls.slotOf(kind, 0) == LostCalls.slotOf(0, 0))
                .limit(100)
                .boxed()
                .toList();
        for (int kind : sharing) {
            assertThat(LongStream.range(0, 10)
                            .map(i -> i * NINE_SECONDS)
                            .filter(nanos -> LostCalls.slotOf(kind, nanos) != LostCalls.slotOf(0, nanos)))
                    .as("kind %s", kind)
                    .isNotEmpty();
        }
    }
}
