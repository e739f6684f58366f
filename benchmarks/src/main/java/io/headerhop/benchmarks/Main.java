// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** What {@code benchmarks/run} runs. */
final class Main {
    private final Options options;
    private final Path saved;
    private final Results results;

    private Main(Options options) throws IOException {
        this.options = options;
        saved = options.out.resolve("results.json");
        results = options.keep && Files.exists(saved) ? Results.load(saved) : new Results();
    }

    public static void main(String[] arguments) throws Exception {
        Options options;
        try {
            options = Options.parse(List.of(arguments));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println("See benchmarks/run --help");
            System.exit(2);
            return;
        }
        if (options.updateGate) {
            Gate.update();
            return;
        }
        if (options.gate) {
            System.exit(Gate.check() ? 0 : 1);
        }
        if (options.profile != null) {
            Profile.print(options.profile);
            System.exit(0);
        }
        Files.createDirectories(options.out);
        new Main(options).run();
    }

    private void run() throws IOException, InterruptedException, ExecutionException {
        List<Comparison> comparisons = Plan.comparisons(options);
        for (int round = 1; round <= options.rounds; round++) {
            String prefix = "round " + round + " of " + options.rounds + ": ";
            for (Comparison comparison : comparisons) {
                progress(prefix + comparison.row());
                add(comparison.row(), comparison.run(options.quick ? 40 : 60));
            }
            // A round takes about a minute.
            if (options.suites.contains(Suites.HANDOVER) && (!options.quick || round == 1)) {
                progress(prefix + "hand-over");
                HandoverRound.run(options.also).forEach(results::add);
                save();
            }
        }
        if (options.suites.contains(Suites.END_TO_END) && options.rounds > 0) {
            endToEnd();
        }
        System.out.println();
        System.out.println(Tables.of(results));
        if (options.page) {
            Page.write(Path.of("docs"), results);
        }
        System.out.println(options.out.resolve("ratios.json"));
    }

    private void endToEnd() throws IOException, InterruptedException, ExecutionException {
        progress("end to end: starting and warming up");
        List<Entrant> entrants =
                options.entrants(List.of("headerhop", "optimum", "naive", "braveRequestId", "otelComposite"));
        try (EndToEnd endToEnd = EndToEnd.start(entrants, options.quick ? 20_000 : 40_000)) {
            int rounds = options.quick ? 3 : 5;
            for (int round = 1; round <= rounds; round++) {
                progress("end to end: round " + round + " of " + rounds);
                add(EndToEnd.ROW, endToEnd.round(options.quick ? 10_000 : 20_000));
            }
        }
    }

    private void add(Results.Row row, Map<String, Figures> round) throws IOException {
        results.add(row, round);
        save();
    }

    /** After each comparison, so that an interrupted run still leaves results. */
    private void save() throws IOException {
        results.save(saved);
        Files.writeString(options.out.resolve("ratios.json"), results.toRatios());
    }

    private static void progress(String what) {
        System.out.println(OffsetTime.now(ZoneOffset.UTC).toLocalTime().truncatedTo(ChronoUnit.SECONDS) + " " + what);
    }
}
