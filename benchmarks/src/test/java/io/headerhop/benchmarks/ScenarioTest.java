// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headerhop.PropagationEvent;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ScenarioTest {
    @Test
    void sixOfTwentyOneHeadersAreToBeCarriedInB3() {
        assertThat(Scenario.of("b3").inbound()).hasSize(21);
        assertThat(Scenario.of("b3").expected()).hasSize(6);
    }

    @Test
    void customNamesAndAPrefixFindSevenOfTwentySeven() {
        Scenario custom = Scenario.of("custom");

        assertThat(custom.names()).hasSize(20).doesNotHaveDuplicates();
        assertThat(custom.inbound()).hasSize(27);
        assertThat(custom.expected())
                .hasSize(7)
                .anyMatch(line -> line.startsWith("x-canary-"))
                .anyMatch(line -> line.startsWith("x-custom-"));
    }

    @Test
    void sixAreFoundHoweverManyNamesAndHeadersThereAre() {
        Scenario large = Scenario.of("names50headers100");

        assertThat(large.names()).hasSize(50).doesNotHaveDuplicates();
        assertThat(large.inbound()).hasSize(100);
        assertThat(large.expected()).hasSize(6);
    }

    @Test
    void whereNothingIsCurrentNothingIsCarried() throws Exception {
        assertThat(Scenario.of("nothingCurrent").inbound()).hasSize(21);
        long before = PropagationEvent.NOTHING_CURRENT.count();
        Pipeline.with(new Pipeline.What("jetty", "okhttp", "nothingCurrent", "headerhop"), Pipeline::once);
        assertThat(PropagationEvent.NOTHING_CURRENT.count()).isGreaterThan(before);
    }

    @Test
    void anUnknownOneIsRefused() {
        assertThatThrownBy(() -> Scenario.of("b4")).hasMessage("unknown scenario: b4");
    }

    @Test
    void aTableFindsAllOfItsNamesInAnyCaseAndNoOthers() {
        Scenario large = Scenario.of("names50headers100");
        NameTable table = new NameTable(large.names());

        for (int i = 0; i < 50; i++) {
            String name = large.names().get(i);
            assertThat(table.indexOf(name)).isEqualTo(i);
            assertThat(table.indexOf(name.toUpperCase(Locale.ROOT))).isEqualTo(i);
        }
        large.inbound().stream()
                .map(Header::name)
                .filter(name -> !large.names().contains(name))
                .forEach(name -> assertThat(table.indexOf(name)).isEqualTo(-1));
    }
}
