// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
    @Test
    void fiveRoundsUnlessQuick() {
        assertThat(Options.parse(List.of()).rounds).isEqualTo(5);
        assertThat(Options.parse(List.of("--quick")).rounds).isEqualTo(3);
        assertThat(Options.parse(List.of("--quick", "--rounds", "1")).rounds).isEqualTo(1);
    }

    @Test
    void anUnknownOptionIsNamed() {
        assertThatThrownBy(() -> Options.parse(List.of("--slow"))).hasMessageContaining("--slow");
        assertThatThrownBy(() -> Options.parse(List.of("--clients", "curl"))).hasMessageContaining("curl");
    }

    @Test
    void aChoiceOfContendersLeavesTheBaseline() {
        Options options = Options.parse(List.of("--contenders", "naive"));

        assertThat(options.entrants(Contender.FORWARDERS))
                .extracting(Entrant::label)
                .containsExactly("baseline", "naive");
    }
}
