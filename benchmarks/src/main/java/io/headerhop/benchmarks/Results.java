package io.headerhop.benchmarks;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was measured, in all rounds so far. */
final class Results {
    /** The contender that is subtracted from the others: the same without any propagation. */
    static final String BASELINE = "baseline";

    /** @param what tells this comparison from the others of its suite: container, client, … */
    record Row(String suite, Map<String, String> what) {
        @Override
        public String toString() {
            return suite + " " + String.join(" ", what.values());
        }
    }

    private final Map<Row, Map<String, List<Figures>>> rows = new LinkedHashMap<>();

    /** Adds a round's figures, gross. */
    void add(Row row, Map<String, Figures> round) {
        Map<String, List<Figures>> contenders = rows.computeIfAbsent(row, key -> new LinkedHashMap<>());
        Figures baseline = round.get(BASELINE);
        round.forEach((contender, figures) -> contenders
                .computeIfAbsent(contender, key -> new ArrayList<>())
                .add(baseline == null || contender.equals(BASELINE) ? figures : figures.minus(baseline)));
    }

    List<Row> rows() {
        return List.copyOf(rows.keySet());
    }

    /** Each contender's rounds: the baseline as measured, the others without the baseline of the same round. */
    Map<String, List<Figures>> rounds(Row row) {
        return rows.getOrDefault(row, Map.of());
    }

    /** All but the baselines, as {@code ratios.json} has them: net, median over the rounds. */
    String toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("jdk", System.getProperty("java.version"));
        json.add(Suites.PIPELINE, new JsonArray());
        json.add(Suites.HANDOVER, new JsonArray());
        json.add(Suites.END_TO_END, new JsonObject());
        rows.forEach((row, contenders) -> {
            JsonObject entry = new JsonObject();
            row.what.forEach(entry::addProperty);
            contenders.forEach((contender, rounds) -> {
                if (!contender.equals(BASELINE)) {
                    entry.add(contender, toJson(Figures.median(rounds)));
                }
            });
            if (row.suite.equals(Suites.END_TO_END)) {
                json.add(row.suite, entry);
            } else {
                json.getAsJsonArray(row.suite).add(entry);
            }
        });
        return new GsonBuilder().setPrettyPrinting().create().toJson(json) + "\n";
    }

    private static JsonObject toJson(Figures figures) {
        JsonObject json = new JsonObject();
        json.addProperty("cpuNs", Math.round(figures.cpuNs() * 10) / 10.0);
        json.addProperty("bytes", Math.round(figures.bytes()));
        return json;
    }
}
