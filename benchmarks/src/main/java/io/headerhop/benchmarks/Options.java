package io.headerhop.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@code benchmarks/run} was told. */
record Options(
        int rounds,
        int batches,
        List<String> containers,
        List<String> clients,
        List<String> scenarios,
        List<String> contenders,
        List<Entrant> also,
        Path out) {

    static Options parse(String[] arguments) {
        int rounds = 5;
        int batches = 100;
        List<String> containers = Container.NAMES;
        List<String> clients = Outbound.CLIENTS;
        List<String> scenarios = List.of("b3", "w3c", "none", "custom", "twoCalls");
        List<String> contenders = List.of();
        List<Entrant> also = new ArrayList<>();
        Path out = Path.of("benchmarks/target");
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(arguments[i] + " needs a value");
            }
            String value = arguments[i + 1];
            switch (arguments[i]) {
                case "--rounds" -> rounds = Integer.parseInt(value);
                case "--batches" -> batches = Integer.parseInt(value);
                case "--containers" -> containers = list(value);
                case "--clients" -> clients = list(value);
                case "--scenarios" -> scenarios = list(value);
                case "--contenders" -> contenders = list(value);
                case "--out" -> out = Path.of(value);
                case "--also" -> {
                    String[] pair = value.split("=", 2);
                    also.add(Entrant.also(pair[0], Path.of(pair[1])));
                }
                default -> throw new IllegalArgumentException("unknown option: " + arguments[i]);
            }
        }
        return new Options(rounds, batches, containers, clients, scenarios, contenders, List.copyOf(also), out);
    }

    private static List<String> list(String value) {
        return List.of(value.split(","));
    }

    /** The baseline always does. */
    boolean takesPart(String contender) {
        return contenders.isEmpty() || contender.equals(Results.BASELINE) || contenders.contains(contender);
    }
}
