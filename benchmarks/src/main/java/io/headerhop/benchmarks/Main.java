package io.headerhop.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code benchmarks/run} runs. */
final class Main {
    private Main() {}

    public static void main(String[] arguments) throws IOException {
        Options options = Options.parse(arguments);
        Files.createDirectories(options.out());
        Results results = new Results();
        List<Comparison> comparisons = Plan.comparisons(options);
        for (int round = 1; round <= options.rounds(); round++) {
            for (Comparison comparison : comparisons) {
                Map<String, String> what = new LinkedHashMap<>();
                what.put("container", comparison.container());
                what.put("client", comparison.client());
                what.put("scenario", comparison.scenario());
                Results.Row row = new Results.Row(Suites.PIPELINE, what);
                progress("round " + round + " of " + options.rounds() + ": " + row);
                results.add(row, comparison.run(options.batches()));
            }
            Files.writeString(options.out().resolve("ratios.json"), results.toJson());
        }
        System.out.println();
        System.out.println(Tables.of(results));
        System.out.println(options.out().resolve("ratios.json"));
    }

    private static void progress(String what) {
        System.out.println(LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + " " + what);
    }
}
