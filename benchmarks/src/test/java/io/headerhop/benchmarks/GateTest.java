// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class GateTest {
    @Test
    void aDifferenceOverSixteenBytesIsOffAndSoIsANewValue() {
        assertThat(Gate.off(Map.of("a", 100L), Map.of("a", 116L))).isEmpty();
        assertThat(Gate.off(Map.of("a", 100L), Map.of("a", 84L))).isEmpty();
        assertThat(Gate.off(Map.of("a", 100L), Map.of("a", 117L))).containsExactly("a");
        assertThat(Gate.off(Map.of("a", 100L), Map.of("a", 83L))).containsExactly("a");
        assertThat(Gate.off(Map.of(), Map.of("a", 0L))).containsExactly("a");
    }
}
