// SPDX-License-Identifier: Apache-2.0
package io.headerhop.mesh.opentelemetry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** The tables of {@code docs/opentelemetry.md}, and where its parts are. */
final class Page {
    static final String TREES = "trees";
    static final String COST = "cost";
    static final String MADE = "made";

    private static final double SERVICES = Service.inMesh().size();

    private final Results results;

    Page(Results results) {
        this.results = results;
    }

    static Path page(Path root) {
        return root.resolve("docs/opentelemetry.md");
    }

    static Path picture(Path root, Picture.Layout layout) {
        return root.resolve("docs/images/" + layout.file());
    }

    static Path results(Path root) {
        return root.resolve("tests/mesh/opentelemetry/results.json");
    }

    /** Writes the results, the pictures, and the tables between their markers. */
    static void write(Path root, Results results) throws IOException {
        results.write(results(root));
        for (Picture.Layout layout : Picture.Layout.values()) {
            Files.writeString(picture(root, layout), Picture.of(results, layout));
        }
        Page page = new Page(results);
        String text = Files.readString(page(root));
        text = between(text, TREES, page.trees());
        text = between(text, COST, page.cost());
        Files.writeString(page(root), between(text, MADE, page.made()));
    }

    /** Replaces what is between {@code <!-- name -->} and {@code <!-- /name -->}. */
    static String between(String text, String name, String content) {
        String begin = "<!-- " + name + " -->\n";
        String end = "<!-- /" + name + " -->";
        int from = text.indexOf(begin);
        int to = text.indexOf(end);
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("the page has no " + begin.strip() + " … " + end);
        }
        return text.substring(0, from) + begin + "\n" + content + "\n" + text.substring(to);
    }

    String all() {
        return made() + "\n" + trees() + "\n" + cost();
    }

    String made() {
        Results.Made made = results.made();
        int openings = results.costs(Mode.HEADERHOP).size();
        return String.format(
                Locale.ROOT,
                "%s, agent %s, Envoy %s, JDK %s, %d cores; each opened %d times.\n",
                made.date(),
                made.agent(),
                made.envoy(),
                made.jdk(),
                made.cores(),
                openings);
    }

    /** A line for each mode: what became of the orders. */
    String trees() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "| what carries the headers | sidecars speak B3, Zipkin: traces | spans without their parent"
                        + " | sidecars speak W3C, Jaeger: traces | spans without their parent | request ids | the bank received |");
        lines.add("|---|---|---|---|---|---|---|");
        for (Mode mode : Mode.values()) {
            List<Trees> trees = results.trees(mode);
            if (trees.isEmpty()) {
                continue;
            }
            Set<String> bank = new TreeSet<>();
            trees.forEach(read -> bank.addAll(read.bankReceived()));
            lines.add(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %d | %s |",
                    mode.title(),
                    cells(trees, "Zipkin"),
                    cells(trees, "Jaeger"),
                    trees.get(0).requestIds(),
                    bank.isEmpty() ? "nothing" : names(bank)));
        }
        return String.join("\n", lines) + "\n";
    }

    private static String cells(List<Trees> trees, String store) {
        return trees.stream()
                .filter(read -> read.store().equals(store))
                .map(read -> bold(read.traces(), read.traces() > read.orders()) + " | "
                        + bold(read.orphans(), read.orphans() > 0) + " of " + read.spans())
                .findFirst()
                .orElse("– | –");
    }

    private static String bold(int count, boolean wrong) {
        return wrong ? "**" + count + "**" : Integer.toString(count);
    }

    private static String names(Set<String> headers) {
        List<String> names = new ArrayList<>();
        headers.stream().filter(name -> !name.startsWith("x-b3-")).forEach(name -> names.add("`" + name + "`"));
        if (names.size() < headers.size()) {
            names.add("`x-b3-*`");
        }
        return String.join(", ", names);
    }

    /** A line for each mode: what a service costs. */
    String cost() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "| what carries the headers | a service starts in, s | CPU time of that, s | its memory then, MB"
                        + " | after %d orders, MB | jars |",
                results.made().load()));
        lines.add("|---|---|---|---|---|---|");
        for (Mode mode : Mode.values()) {
            List<Cost> costs = results.costs(mode);
            if (!costs.isEmpty()) {
                lines.add(String.format(
                        Locale.ROOT,
                        "| %s | %s | %s | %s | %s | %s |",
                        mode.title(),
                        range("%.1f", costs, Cost::startSeconds),
                        range("%.1f", costs, Cost::startCpuSeconds),
                        range("%.0f", costs, Cost::startMegabytes),
                        range("%.0f", costs, Cost::loadMegabytes),
                        size(mode, results)));
            }
        }
        return String.join("\n", lines) + "\n";
    }

    /** The median for one service, and if it was opened more than once, the least and the most. */
    private static String range(String format, List<Cost> costs, ToDoubleFunction<Cost> what) {
        double[] each = costs.stream()
                .mapToDouble(what)
                .map(all -> all / SERVICES)
                .sorted()
                .toArray();
        String median = String.format(Locale.ROOT, format, median(each));
        if (each.length == 1) {
            return median;
        }
        return median + " (" + String.format(Locale.ROOT, format + "–" + format, each[0], each[each.length - 1]) + ")";
    }

    static double median(double[] sorted) {
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /** What one service costs in a mode, the median. */
    static double each(Results results, Mode mode, ToDoubleFunction<Cost> what) {
        return median(results.costs(mode).stream().mapToDouble(what).sorted().toArray()) / SERVICES;
    }

    /** Of the jars that a service has more. */
    static String size(Mode mode, Results results) {
        long bytes = 0;
        if (mode.hasAgent()) {
            bytes += results.bytes().agent();
        }
        if (mode.hasExtension()) {
            bytes += results.bytes().extension();
        }
        if (mode.hasAdapters()) {
            bytes += results.bytes().headerhop();
        }
        return bytes == 0
                ? "–"
                : bytes < 1_000_000
                        ? Math.round(bytes / 1000.0) + " kB"
                        : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
