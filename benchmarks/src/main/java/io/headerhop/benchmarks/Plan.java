// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Which comparisons of whole pipelines a run makes. */
final class Plan {
    private static final List<String> GROWTH = List.of(
            "names10headers20",
            "names20headers20",
            "names30headers20",
            "names50headers20",
            "names10headers60",
            "names10headers100",
            "names50headers100");

    private Plan() {}

    static List<Comparison> comparisons(Options options) {
        List<Comparison> all = new ArrayList<>();
        if (options.suites.contains(Suites.PIPELINE)) {
            pipelines(options, all);
        }
        // Through the client with the least overhead of its own
        if (options.suites.contains(Suites.GROWTH) && !options.quick) {
            add(all, options, List.of("jetty"), List.of("httpclient"), GROWTH);
        }
        return all;
    }

    private static void pipelines(Options options, List<Comparison> all) {
        List<String> both = List.of("okhttp", "httpclient");
        if (options.choosesPipelines()) {
            add(
                    all,
                    options,
                    or(options.containers, List.of("jetty")),
                    or(options.clients, both),
                    or(options.scenarios, List.of("b3", "none")));
        } else if (options.quick) {
            add(all, options, List.of("jetty"), both, List.of("b3", "none"));
        } else {
            List<String> scenarios = List.of("b3", "w3c", "none", "custom", "twoCalls");
            add(all, options, List.of("jetty"), Outbound.CLIENTS, scenarios);
            add(all, options, List.of("tomcat", "undertow"), both, List.of("b3", "w3c", "none"));
        }
    }

    private static List<String> or(List<String> chosen, List<String> otherwise) {
        return chosen.isEmpty() ? otherwise : chosen;
    }

    private static void add(
            List<Comparison> all,
            Options options,
            List<String> containers,
            List<String> clients,
            List<String> scenarios) {
        for (String container : containers) {
            for (String client : clients) {
                for (String scenario : scenarios) {
                    all.add(new Comparison(container, client, scenario, options.entrants(contenders(scenario))));
                }
            }
        }
    }

    private static List<String> contenders(String scenario) {
        return Scenario.of(scenario).isTracing()
                ? Stream.concat(Contender.FORWARDERS.stream(), Contender.TRACERS.stream())
                        .toList()
                : Contender.FORWARDERS;
    }
}
