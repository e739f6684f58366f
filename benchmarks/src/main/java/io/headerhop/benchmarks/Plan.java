package io.headerhop.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** Which comparisons a run makes. */
final class Plan {
    private Plan() {}

    static List<Comparison> comparisons(Options options) {
        List<Comparison> all = new ArrayList<>();
        for (String container : options.containers()) {
            for (String client : options.clients()) {
                for (String scenario : options.scenarios()) {
                    all.add(new Comparison(container, client, scenario, entrants(options, Scenario.of(scenario))));
                }
            }
        }
        return all;
    }

    private static List<Entrant> entrants(Options options, Scenario scenario) {
        List<String> names = new ArrayList<>(List.of(Results.BASELINE));
        names.addAll(Contender.FORWARDERS);
        if (scenario.isTracing()) {
            names.addAll(Contender.TRACERS);
        }
        List<Entrant> entrants = new ArrayList<>();
        for (String name : names) {
            if (options.takesPart(name)) {
                entrants.add(Entrant.of(name));
            }
        }
        entrants.addAll(options.also());
        return entrants;
    }
}
