// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was measured, in all rounds so far. */
final class Results {
    /** The contender subtracted from the others: the same request without propagation. */
    static final String BASELINE = "baseline";

    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

    /** @param what distinguishes this comparison from the others of its suite: container, client, … */
    record Row(String suite, Map<String, String> what) {
        @Override
        public String toString() {
            return (suite + " " + String.join(" ", what.values())).trim();
        }
    }

    /** One round of one row, gross. */
    private record Round(Row row, Map<String, Figures> figures) {}

    private final List<Round> all = new ArrayList<>();

    void add(Row row, Map<String, Figures> round) {
        all.add(new Round(row, round));
    }

    static Results load(Path file) throws IOException {
        Results results = new Results();
        results.all.addAll(GSON.fromJson(Files.readString(file), new TypeToken<List<Round>>() {}));
        return results;
    }

    void save(Path file) throws IOException {
        Files.writeString(file, GSON.toJson(all));
    }

    List<Row> rows() {
        return all.stream().map(Round::row).distinct().toList();
    }

    /** Each contender's rounds: the baseline gross, the others without the baseline of the same round. */
    Map<String, List<Figures>> rounds(Row row) {
        Map<String, List<Figures>> contenders = new LinkedHashMap<>();
        for (Round round : all) {
            if (round.row.equals(row)) {
                Figures baseline = round.figures.getOrDefault(BASELINE, Figures.NOTHING);
                round.figures.forEach((contender, figures) -> contenders
                        .computeIfAbsent(contender, key -> new ArrayList<>())
                        .add(contender.equals(BASELINE) ? figures : figures.minus(baseline)));
            }
        }
        return contenders;
    }

    /** The content of {@code ratios.json}: for all but the baselines, the net median over the rounds. */
    String toRatios() {
        JsonObject ratios = new JsonObject();
        ratios.addProperty("jdk", System.getProperty("java.version"));
        ratios.add(Suites.PIPELINE, new JsonArray());
        ratios.add(Suites.HANDOVER, new JsonArray());
        ratios.add(Suites.END_TO_END, new JsonObject());
        for (Row row : rows()) {
            JsonObject entry = new JsonObject();
            row.what.forEach(entry::addProperty);
            rounds(row).forEach((contender, rounds) -> {
                if (!contender.equals(BASELINE)) {
                    entry.add(contender, toRatios(Figures.median(rounds)));
                }
            });
            if (row.suite.equals(Suites.END_TO_END)) {
                ratios.add(row.suite, entry);
            } else {
                ratios.getAsJsonArray(row.suite).add(entry);
            }
        }
        return GSON.toJson(ratios) + "\n";
    }

    private static JsonObject toRatios(Figures figures) {
        JsonObject json = new JsonObject();
        json.addProperty("cpuNs", Math.round(figures.cpuNs() * 10) / 10.0);
        json.addProperty("bytes", Math.round(figures.bytes()));
        return json;
    }
}
