// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.stream.Stream;

/** Writes the results into the page: the content between its markers, and its picture. */
final class Page {
    private static final String PICTURE =
            "![CPU time against the number of names to carry and of headers that come in](images/performance.svg)\n\n";

    private Page() {}

    static void write(Path docs, Results results) throws IOException {
        Path page = docs.resolve("performance.md");
        String text = Files.readString(page);
        text = between(text, "machine", machine());
        text = between(
                text, "pipeline", Tables.of(results, row -> row.suite().equals(Suites.PIPELINE) && !isGrowth(row)));
        text = between(text, "growth", PICTURE + Tables.of(results, Page::isGrowth));
        text = between(text, "handover", Tables.of(results, row -> row.suite().equals(Suites.HANDOVER)));
        text = between(text, "endToEnd", Tables.of(results, row -> row.suite().equals(Suites.END_TO_END)));
        Files.writeString(page, text);
        Files.writeString(docs.resolve("images/performance.svg"), Plot.of(results.toRatios()));
    }

    private static boolean isGrowth(Results.Row row) {
        return row.what().getOrDefault("scenario", "").startsWith("names");
    }

    /** The page with other content between {@code <!-- name -->} and {@code <!-- /name -->}. */
    static String between(String page, String name, String content) {
        String begin = "<!-- " + name + " -->\n";
        String end = "<!-- /" + name + " -->";
        int from = page.indexOf(begin);
        int to = page.indexOf(end);
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("the page has no place for " + name);
        }
        return page.substring(0, from) + begin + "\n" + content.strip() + "\n\n" + page.substring(to);
    }

    private static String machine() throws IOException {
        return String.format(
                Locale.ROOT,
                "%s, %d cores, %s; %s %s. Measured on %s.",
                cpu(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " "
                        + System.getProperty("os.version").replaceFirst("-.*", ""),
                ManagementFactory.getRuntimeMXBean().getVmName(),
                Runtime.version(),
                LocalDate.now(ZoneOffset.UTC));
    }

    private static String cpu() throws IOException {
        Path info = Path.of("/proc/cpuinfo");
        if (!Files.exists(info)) {
            return System.getProperty("os.arch");
        }
        try (Stream<String> lines = Files.lines(info)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> line.replaceFirst(".*: ", ""))
                    .orElse(System.getProperty("os.arch"));
        }
    }
}
