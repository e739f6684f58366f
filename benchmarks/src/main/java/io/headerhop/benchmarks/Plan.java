// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** Which comparisons of whole pipelines a run makes. */
final class Plan {
    private static final List<String> GROWTH = List.of(
            "names10headers20", "names30headers20", "names50headers20", "names10headers60", "names10headers100");

    private static final List<String> MAIN_CLIENTS = List.of("okhttp", "httpclient");
    private static final List<String> MAIN_SCENARIOS = List.of("b3", "none");

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

    /**
     * Each container, client and scenario, but not each with each other: most of the time goes into compiling each
     * contender in a JVM of its own.
     */
    private static void pipelines(Options options, List<Comparison> all) {
        if (options.choosesPipelines()) {
            add(
                    all,
                    options,
                    or(options.containers, List.of("jetty")),
                    or(options.clients, MAIN_CLIENTS),
                    or(options.scenarios, MAIN_SCENARIOS));
            return;
        }
        add(all, options, List.of("jetty"), MAIN_CLIENTS, MAIN_SCENARIOS);
        if (!options.quick) {
            add(all, options, List.of("jetty"), MAIN_CLIENTS, List.of("w3c", "custom", "twoCalls"));
            add(all, options, List.of("jetty"), List.of("jersey"), List.of("b3", "none", "w3c"));
            add(all, options, List.of("tomcat", "undertow"), MAIN_CLIENTS, List.of("b3"));
            add(all, options, List.of("tomcat", "undertow"), List.of("httpclient"), List.of("none"));
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
                    List<String> contenders = new ArrayList<>(contenders(scenario));
                    if (!options.choosesPipelines() && !isAlsoWithoutTheContainersStore(container, client, scenario)) {
                        contenders.removeAll(List.of("headerhopServletApi", Entrant.OBSERVED));
                    }
                    all.add(new Comparison(container, client, scenario, options.entrants(contenders)));
                }
            }
        }
    }

    private static boolean isAlsoWithoutTheContainersStore(String container, String client, String scenario) {
        return container.equals("jetty")
                && MAIN_CLIENTS.contains(client)
                && (MAIN_SCENARIOS.contains(scenario) || GROWTH.contains(scenario));
    }

    private static List<String> contenders(String scenario) {
        List<String> contenders = new ArrayList<>(Contender.FORWARDERS);
        contenders.add(1, Entrant.OBSERVED);
        if (Scenario.of(scenario).isTracing()) {
            contenders.addAll(Contender.TRACERS);
        }
        return contenders;
    }
}
