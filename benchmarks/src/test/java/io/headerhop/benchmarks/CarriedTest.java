// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Contenders that carry different headers cannot be compared, so what each carries is declared and checked. */
class CarriedTest {
    @ParameterizedTest
    @MethodSource("all")
    void eachContenderCarriesWhatItSays(Pipeline.What what) {
        // Checked before anything else.
        assertThatCode(() -> Pipeline.with(what, Pipeline::once)).doesNotThrowAnyException();
    }

    static Stream<Pipeline.What> all() {
        List<Pipeline.What> all = new ArrayList<>();
        for (String container : Container.NAMES) {
            for (String client : Outbound.CLIENTS) {
                for (String scenario : List.of("b3", "w3c", "none", "custom", "twoCalls", "names50headers100")) {
                    for (String contender : contenders(scenario)) {
                        all.add(new Pipeline.What(container, client, scenario, contender));
                    }
                }
            }
        }
        return all.stream();
    }

    private static List<String> contenders(String scenario) {
        List<String> contenders = new ArrayList<>(Contender.FORWARDERS);
        contenders.add(Results.BASELINE);
        if (Scenario.of(scenario).isTracing()) {
            contenders.addAll(Contender.TRACERS);
        }
        return contenders;
    }
}
