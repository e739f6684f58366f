// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * Draws cost against the number of names and of inbound headers, from {@code ratios.json}. Its colours are legible on
 * white and on black, since a picture cannot know its page's background.
 */
final class Plot {
    private record Line(String contender, String title, String colour, String dashes) {}

    private static final List<Line> LINES = List.of(
            new Line("naive", "naive code", "#888888", "6 3"),
            new Line("headerhopServletApi", "Headerhop, servlet API alone", "#d07020", "2 2"),
            new Line("headerhop", "Headerhop", "#d07020", "none"),
            new Line("optimum", "hand-written optimum", "#3a80d0", "6 3"),
            new Line("limit", "limit: native, no checks", "#3a80d0", "none"));
    private static final String GREY = "#888888";

    private static final int WIDTH = 760;
    private static final int HEIGHT = 330;
    private static final int TOP = 40;
    private static final int BOTTOM = 250;
    private static final int PANEL = 290;

    private final StringBuilder svg = new StringBuilder();
    private final JsonObject ratios;
    private final double most;

    private Plot(JsonObject ratios) {
        this.ratios = ratios;
        double highest = 1;
        for (IntFunction<String> scenario : List.<IntFunction<String>>of(Plot::names, Plot::headers)) {
            for (Line line : LINES) {
                for (double cost : points(line, scenario).values()) {
                    highest = Math.max(highest, cost);
                }
            }
        }
        most = Math.ceil(highest / 1000) * 1000;
    }

    static String of(String ratios) {
        return new Plot(JsonParser.parseString(ratios).getAsJsonObject()).draw();
    }

    private static String names(int count) {
        return "names" + count + "headers20";
    }

    private static String headers(int count) {
        return "names10headers" + count;
    }

    private String draw() {
        add(
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' font-family='sans-serif' font-size='12'>",
                WIDTH, HEIGHT);
        add("<title>CPU time of one request with one call, beyond that without propagation</title>");
        panel(50, "names to carry (20 headers come in)", 10, 50, 10, Plot::names);
        panel(420, "headers that come in (10 names)", 20, 100, 20, Plot::headers);
        int x = 50;
        int y = BOTTOM + 55;
        for (Line line : LINES) {
            if (x + 40 + 7 * line.title.length() > WIDTH) {
                x = 50;
                y += 18;
            }
            add(
                    "<line x1='%d' y1='%d' x2='%d' y2='%d' stroke='%s' stroke-width='2' stroke-dasharray='%s'/>",
                    x, y - 4, x + 24, y - 4, line.colour, line.dashes);
            add("<text x='%d' y='%d' fill='%s'>%s</text>", x + 28, y, GREY, line.title);
            x += 40 + 7 * line.title.length();
        }
        return svg.append("</svg>\n").toString();
    }

    private void panel(int left, String title, int from, int to, int step, IntFunction<String> scenario) {
        add("<text x='%d' y='%d' fill='%s'>CPU ns</text>", left - 30, TOP - 18, GREY);
        for (int tick = 0; tick <= 4; tick++) {
            double cost = most * tick / 4;
            double y = y(cost);
            add(
                    "<line x1='%d' y1='%.1f' x2='%d' y2='%.1f' stroke='%s' stroke-opacity='0.3'/>",
                    left, y, left + PANEL, y, GREY);
            add("<text x='%d' y='%.1f' fill='%s' text-anchor='end'>%.0f</text>", left - 5, y + 4, GREY, cost);
        }
        for (int count = from; count <= to; count += step) {
            double x = left + (double) PANEL * (count - from) / (to - from);
            add("<text x='%.1f' y='%d' fill='%s' text-anchor='middle'>%d</text>", x, BOTTOM + 16, GREY, count);
        }
        add("<text x='%d' y='%d' fill='%s' text-anchor='middle'>%s</text>", left + PANEL / 2, BOTTOM + 34, GREY, title);
        for (Line line : LINES) {
            StringBuilder path = new StringBuilder();
            points(line, scenario)
                    .forEach((count, cost) -> path.append(String.format(
                            Locale.ROOT, "%.1f,%.1f ", left + (double) PANEL * (count - from) / (to - from), y(cost))));
            add(
                    "<polyline points='%s' fill='none' stroke='%s' stroke-width='2' stroke-dasharray='%s'/>",
                    path.toString().trim(), line.colour, line.dashes);
        }
    }

    private double y(double cost) {
        return BOTTOM - (BOTTOM - TOP) * cost / most;
    }

    private Map<Integer, Double> points(Line line, IntFunction<String> scenario) {
        Map<Integer, Double> points = new TreeMap<>();
        for (JsonElement element : ratios.getAsJsonArray(Suites.PIPELINE)) {
            JsonObject entry = element.getAsJsonObject();
            for (int count = 10; count <= 100; count += 10) {
                if (entry.get("scenario").getAsString().equals(scenario.apply(count)) && entry.has(line.contender)) {
                    points.put(
                            count,
                            Math.max(
                                    0,
                                    entry.getAsJsonObject(line.contender)
                                            .get("cpuNs")
                                            .getAsDouble()));
                }
            }
        }
        return points;
    }

    @SuppressWarnings("AnnotateFormatMethod") // That annotation would be another dependency.
    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
