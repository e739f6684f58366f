// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Results as Markdown tables. */
final class Tables {
    private static final List<String> REFERENCES =
            List.of("naive", "braveRequestId", "otelComposite", "limit", "openTelemetry", "brave");

    private Tables() {}

    static String of(Results results) {
        return of(results, row -> true);
    }

    static String of(Results results, Predicate<Results.Row> which) {
        return results.rows().stream()
                .filter(which)
                .map(row -> "**" + row + "**\n\n" + table(results.rounds(row)))
                .collect(Collectors.joining("\n"));
    }

    private static String table(Map<String, List<Figures>> contenders) {
        List<String> references =
                REFERENCES.stream().filter(contenders::containsKey).toList();
        StringBuilder table = new StringBuilder(line(Stream.concat(
                Stream.of("contender", "CPU ns, net (lowest–highest round)", "B, net"),
                references.stream().map(reference -> "of " + reference))));
        table.append("|---|---:|---:|")
                .append("---:|".repeat(references.size()))
                .append('\n');
        contenders.forEach((contender, rounds) -> {
            Figures figures = Figures.median(rounds);
            boolean gross = contender.equals(Results.BASELINE);
            table.append(line(Stream.concat(
                    Stream.of(contender + (gross ? " (gross)" : ""), range(rounds), number(figures.bytes())),
                    references.stream()
                            .map(reference -> gross
                                    ? ""
                                    : ratio(figures, Figures.median(contenders.getOrDefault(reference, rounds)))))));
        });
        return table.toString();
    }

    private static String line(Stream<String> cells) {
        return cells.collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String range(List<Figures> rounds) {
        String median = number(Figures.median(rounds).cpuNs());
        if (rounds.size() == 1) {
            return median;
        }
        double[] all = rounds.stream().mapToDouble(Figures::cpuNs).sorted().toArray();
        return median + " (" + number(all[0]) + "–" + number(all[all.length - 1]) + ")";
    }

    private static String number(double figure) {
        return String.valueOf(Math.round(figure));
    }

    private static String ratio(Figures figures, Figures reference) {
        return String.format(Locale.ROOT, "%.2f", figures.cpuNs() / reference.cpuNs());
    }
}
