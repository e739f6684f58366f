// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs {@link HandoverBenchmark} in JMH, whose isolation is enough without a container or client. */
final class HandoverRound {
    private static final String BENCHMARK = HandoverBenchmark.class.getSimpleName();

    /** Nobody makes something current on a virtual thread by itself; it is part of the others. */
    private static final List<List<String>> PARTS = List.of(
            List.of(BENCHMARK, "-p", "thread=platform"),
            List.of(BENCHMARK + ".(wrapAndRun|execute)", "-p", "thread=virtual"));

    private HandoverRound() {}

    /** One round of all threads and operations, gross. */
    static Map<Results.Row, Map<String, Figures>> run(List<Entrant> also) throws IOException, InterruptedException {
        Map<Results.Row, Map<String, Figures>> round = new LinkedHashMap<>();
        for (List<String> part : PARTS) {
            jmh(round, Entrant.of(Results.BASELINE), part);
            for (Entrant entrant : also) {
                List<String> arguments = new ArrayList<>(part);
                arguments.addAll(List.of("-p", "contender=" + entrant.contender()));
                jmh(round, entrant, arguments);
            }
        }
        return round;
    }

    /** What Headerhop allocates in one operation on a platform thread, net. */
    static double bytes(String operation) throws IOException, InterruptedException {
        Map<Results.Row, Map<String, Figures>> round = new LinkedHashMap<>();
        jmh(
                round,
                Entrant.of(Results.BASELINE),
                List.of(BENCHMARK + "." + operation, "-p", "contender=baseline,headerhop", "-p", "thread=platform"));
        Results results = new Results();
        round.forEach(results::add);
        return results.rounds(results.rows().get(0))
                .getOrDefault("headerhop", List.of())
                .get(0)
                .bytes();
    }

    private static void jmh(Map<Results.Row, Map<String, Figures>> round, Entrant entrant, List<String> arguments)
            throws IOException, InterruptedException {
        Path json = Files.createTempFile("handover", ".json");
        Path log = Files.createTempFile("handover", ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djmh.ignoreLock=true",
                "-cp",
                entrant.classPath(),
                org.openjdk.jmh.Main.class.getName(),
                "-prof",
                ThreadsProfiler.class.getName(),
                "-rf",
                "json",
                "-rff",
                json.toString()));
        command.addAll(arguments);
        int status = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        JsonArray results =
                status == 0 ? JsonParser.parseString(Files.readString(json)).getAsJsonArray() : new JsonArray();
        if (results.isEmpty()) {
            throw new IOException("JMH failed:\n" + Files.readString(log));
        }
        for (JsonElement result : results) {
            add(round, result.getAsJsonObject(), entrant);
        }
        Files.delete(json);
        Files.delete(log);
    }

    private static void add(Map<Results.Row, Map<String, Figures>> round, JsonObject result, Entrant entrant) {
        String benchmark = result.get("benchmark").getAsString();
        JsonObject parameters = result.getAsJsonObject("params");
        Map<String, String> what = new LinkedHashMap<>();
        what.put("thread", parameters.get("thread").getAsString());
        what.put("operation", benchmark.substring(benchmark.lastIndexOf('.') + 1));
        String contender = parameters.get("contender").getAsString();
        round.computeIfAbsent(new Results.Row(Suites.HANDOVER, what), key -> new LinkedHashMap<>())
                .put(
                        contender.equals(entrant.contender()) ? entrant.label() : contender,
                        new Figures(
                                iterations(result, ThreadsProfiler.CPU).get(0),
                                median(iterations(result, ThreadsProfiler.BYTES))));
    }

    private static double median(List<Double> sorted) {
        return sorted.get(sorted.size() / 2);
    }

    /**
     * The figures of a fork's iterations, lowest first; for time the lowest counts, since neighbours only ever add to
     * it.
     */
    private static List<Double> iterations(JsonObject result, String metric) {
        List<Double> iterations = new ArrayList<>();
        result.getAsJsonObject("secondaryMetrics")
                .getAsJsonObject(metric)
                .getAsJsonArray("rawData")
                .get(0)
                .getAsJsonArray()
                .forEach(value -> iterations.add(value.getAsDouble()));
        iterations.sort(null);
        return iterations;
    }
}
