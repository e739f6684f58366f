// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The options of {@code benchmarks/run}, described in its help. An empty list means the run's default. */
final class Options {
    boolean quick;
    boolean gate;
    boolean updateGate;
    boolean keep;
    boolean page;
    Pipeline.@Nullable What profile;
    int rounds = -1;
    List<String> suites = List.of();
    List<String> containers = List.of();
    List<String> clients = List.of();
    List<String> scenarios = List.of();
    List<String> contenders = List.of();
    final List<Entrant> also = new ArrayList<>();
    Path out = Path.of("benchmarks/target");

    static Options parse(List<String> arguments) {
        Options options = new Options();
        for (int i = 0; i < arguments.size(); i++) {
            switch (arguments.get(i)) {
                case "--quick" -> options.quick = true;
                case "--gate" -> options.gate = true;
                case "--update-gate" -> options.updateGate = true;
                case "--keep" -> options.keep = true;
                case "--page" -> options.page = true;
                default -> {
                    if (i + 1 == arguments.size()) {
                        throw new IllegalArgumentException(
                                arguments.get(i) + ": unknown option, or its value is missing");
                    }
                    options.set(arguments.get(i), arguments.get(++i));
                }
            }
        }
        if (options.suites.isEmpty()) {
            options.suites = options.choosesPipelines() ? List.of(Suites.PIPELINE) : Suites.ALL;
        }
        if (options.rounds < 0) {
            options.rounds = options.quick ? 3 : 5;
        }
        return options;
    }

    boolean choosesPipelines() {
        return !containers.isEmpty() || !clients.isEmpty() || !scenarios.isEmpty();
    }

    private void set(String option, String value) {
        switch (option) {
            case "--rounds" -> rounds = Integer.parseInt(value);
            case "--suites" -> suites = known(value, Suites.ALL);
            case "--containers" -> containers = known(value, Container.NAMES);
            case "--clients" -> clients = known(value, Outbound.CLIENTS);
            case "--scenarios" -> scenarios = List.of(value.split(","));
            case "--contenders" -> contenders = List.of(value.split(","));
            case "--profile" -> profile = pipeline(value);
            case "--out" -> out = Path.of(value);
            case "--also" -> {
                String[] pair = value.split("=", 2);
                if (pair.length < 2) {
                    throw new IllegalArgumentException("--also: write NAME=CHECKOUT");
                }
                also.add(Entrant.also(pair[0], Path.of(pair[1])));
            }
            default -> throw new IllegalArgumentException("unknown option: " + option);
        }
    }

    private static Pipeline.What pipeline(String value) {
        String[] parts = value.split(",");
        if (parts.length != 4) {
            throw new IllegalArgumentException("--profile: write CONTAINER,CLIENT,SCENARIO,CONTENDER");
        }
        return new Pipeline.What(parts[0], parts[1], parts[2], parts[3]);
    }

    private static List<String> known(String value, List<String> all) {
        List<String> chosen = List.of(value.split(","));
        if (!all.containsAll(chosen)) {
            throw new IllegalArgumentException("'" + value + "': choose from " + String.join(",", all));
        }
        return chosen;
    }

    /** Those of these contenders that were selected, the baseline, and any added with {@code --also}. */
    List<Entrant> entrants(List<String> possible) {
        List<Entrant> entrants = new ArrayList<>();
        entrants.add(Entrant.of(Results.BASELINE));
        for (String contender : possible) {
            if (contenders.isEmpty() || contenders.contains(contender)) {
                entrants.add(Entrant.of(contender));
            }
        }
        entrants.addAll(also);
        return entrants;
    }
}
