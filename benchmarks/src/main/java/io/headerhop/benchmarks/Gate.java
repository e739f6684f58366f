package io.headerhop.benchmarks;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Compares the bytes that Headerhop allocates per operation with those that are checked in. They hardly depend on the
 * machine, unlike time, but they do on the JDK, whose compiler leaves some objects out: so each has values of its own.
 */
final class Gate {
    private static final Path EXPECTED = Path.of("benchmarks/expected-bytes.json");
    private static final String JDK = String.valueOf(Runtime.version().feature());
    private static final long MARGIN = 16;
    /** One that is off is measured again: what the compiler leaves out can differ from start to start. */
    private static final int ATTEMPTS = 3;

    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();
    private static final int BATCHES = 5;

    private Gate() {}

    /** Whether all is as expected; or writes down what is. */
    static boolean run(boolean update) throws IOException, InterruptedException, ExecutionException {
        Map<String, Map<String, Long>> file =
                GSON.fromJson(Files.readString(EXPECTED), new TypeToken<TreeMap<String, Map<String, Long>>>() {});
        Map<String, Long> expected = file.getOrDefault(JDK, Map.of());
        if (!update && expected.isEmpty()) {
            System.out.println(EXPECTED + " has no values for JDK " + JDK + ": benchmarks/run --update-gate adds them");
            return false;
        }
        Map<String, Long> measured = measure();
        for (int attempt = 1;
                !update && attempt < ATTEMPTS && !deviations(expected, measured).isEmpty();
                attempt++) {
            Map<String, Long> again = measure();
            deviations(expected, measured).forEach(name -> measured.replace(name, again.getOrDefault(name, 0L)));
        }
        if (update) {
            file.put(JDK, measured);
            Files.writeString(EXPECTED, GSON.toJson(file) + "\n");
            System.out.println(EXPECTED + ": wrote the values for JDK " + JDK);
            return true;
        }
        List<String> deviations = deviations(expected, measured);
        for (String name : deviations) {
            System.out.println(name + ": " + measured.getOrDefault(name, -1L) + " B instead of "
                    + expected.getOrDefault(name, -1L));
        }
        System.out.println(
                deviations.isEmpty()
                        ? "bytes per operation on JDK " + JDK + ": all " + measured.size() + " as expected"
                        : "If that is meant: benchmarks/run --update-gate, and say in the commit why");
        return deviations.isEmpty();
    }

    private static List<String> deviations(Map<String, Long> expected, Map<String, Long> measured) {
        List<String> names = new ArrayList<>(expected.keySet());
        measured.keySet().stream().filter(name -> !expected.containsKey(name)).forEach(names::add);
        names.removeIf(name -> measured.containsKey(name)
                && expected.containsKey(name)
                && Math.abs(measured.getOrDefault(name, 0L) - expected.getOrDefault(name, 0L)) <= MARGIN);
        return names;
    }

    private static Map<String, Long> measure() throws IOException, InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            Map<Pipeline.What, Future<Double>> gross = new LinkedHashMap<>();
            for (Pipeline.What what : pipelines()) {
                for (Pipeline.What each : List.of(baselineOf(what), what)) {
                    gross.computeIfAbsent(each, key -> pool.submit(() -> Comparison.bytes(key, BATCHES)));
                }
            }
            Map<String, Long> net = new LinkedHashMap<>();
            for (Pipeline.What what : pipelines()) {
                double bytes = get(gross, what) - get(gross, baselineOf(what));
                net.put(
                        String.join(" ", what.container(), what.client(), what.scenario(), what.contender()),
                        Math.round(bytes));
            }
            addHandover(net);
            return net;
        } finally {
            pool.shutdownNow();
        }
    }

    private static double get(Map<Pipeline.What, Future<Double>> gross, Pipeline.What what)
            throws InterruptedException, ExecutionException {
        Future<Double> bytes = gross.get(what);
        if (bytes == null) {
            throw new IllegalArgumentException(what.toString());
        }
        return bytes.get();
    }

    private static List<Pipeline.What> pipelines() {
        List<Pipeline.What> all = new ArrayList<>();
        for (String client : Outbound.CLIENTS) {
            for (String scenario : List.of("b3", "w3c", "none", "custom", "twoCalls")) {
                all.add(new Pipeline.What("jetty", client, scenario, "headerhop"));
            }
        }
        for (String container : List.of("tomcat", "undertow")) {
            for (String scenario : List.of("b3", "none")) {
                all.add(new Pipeline.What(container, "httpclient", scenario, "headerhop"));
            }
        }
        for (String client : List.of("okhttp", "httpclient")) {
            for (String scenario : List.of("b3", "none")) {
                all.add(new Pipeline.What("jetty", client, scenario, "headerhopServletApi"));
            }
        }
        return all;
    }

    /** What came in makes no difference to it. */
    private static Pipeline.What baselineOf(Pipeline.What what) {
        String scenario = what.scenario().equals("twoCalls") ? "twoCalls" : "none";
        return new Pipeline.What(what.container(), what.client(), scenario, Results.BASELINE);
    }

    private static void addHandover(Map<String, Long> net) throws IOException, InterruptedException {
        HandoverRound.run(List.of(), List.of("-p", "contender=baseline,headerhop", "-p", "thread=platform"))
                .forEach((row, figures) -> net.put(
                        row.toString(),
                        Math.round(figures.getOrDefault("headerhop", Figures.NOTHING)
                                .minus(figures.getOrDefault(Results.BASELINE, Figures.NOTHING))
                                .bytes())));
    }
}
