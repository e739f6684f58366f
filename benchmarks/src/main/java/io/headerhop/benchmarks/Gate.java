// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Compares the net bytes that Headerhop allocates per operation with the values checked in. Unlike time, they hardly
 * depend on the machine, but they do depend on the JDK, whose compiler eliminates some allocations, so each JDK has its
 * own values.
 */
final class Gate {
    private static final Path FILE = Path.of("benchmarks/expected-bytes.json");
    private static final String JDK = String.valueOf(Runtime.version().feature());
    private static final long MARGIN = 16;
    /** A value that is off is measured again: what the compiler eliminates can differ from run to run. */
    private static final int ATTEMPTS = 3;

    private static final int BATCHES = 5;
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

    private final Map<String, Callable<Double>> figures = new LinkedHashMap<>();
    private final Map<Pipeline.What, Double> baselines = new ConcurrentHashMap<>();

    private Gate() {
        for (String client : Outbound.CLIENTS) {
            for (String scenario : List.of("b3", "w3c", "none", "custom", "twoCalls")) {
                add(new Pipeline.What("jetty", client, scenario, "headerhop"));
            }
        }
        for (String scenario : List.of("b3", "none")) {
            add(new Pipeline.What("tomcat", "httpclient", scenario, "headerhop"));
            add(new Pipeline.What("undertow", "httpclient", scenario, "headerhop"));
            add(new Pipeline.What("jetty", "okhttp", scenario, "headerhopServletApi"));
            add(new Pipeline.What("jetty", "httpclient", scenario, "headerhopServletApi"));
        }
        for (String operation : List.of("scope", "wrapAndRun", "execute")) {
            figures.put("handover " + operation, () -> HandoverRound.bytes(operation));
        }
    }

    private void add(Pipeline.What what) {
        // It does not depend on what comes in.
        String scenario = what.scenario().equals("twoCalls") ? "twoCalls" : "none";
        Pipeline.What baseline = new Pipeline.What(what.container(), what.client(), scenario, Results.BASELINE);
        figures.put(
                String.join(" ", what.container(), what.client(), what.scenario(), what.contender()),
                () -> bytes(what) - baselines.computeIfAbsent(baseline, Gate::bytes));
    }

    private static double bytes(Pipeline.What what) {
        try {
            return Comparison.bytes(what, BATCHES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether all is as expected. */
    static boolean check() throws IOException, InterruptedException, ExecutionException {
        Map<String, Long> expected = load().getOrDefault(JDK, Map.of());
        Gate gate = new Gate();
        Map<String, Long> measured = gate.measure(gate.figures.keySet());
        List<String> off = off(expected, measured);
        for (int attempt = 1; attempt < ATTEMPTS && !off.isEmpty() && !expected.isEmpty(); attempt++) {
            measured.putAll(gate.measure(off));
            off = off(expected, measured);
        }
        off.forEach(name -> System.out.println(name + ": " + measured.get(name) + " B, expected "
                + (expected.containsKey(name) ? expected.get(name) : "nothing yet")));
        System.out.println(
                off.isEmpty()
                        ? "bytes per operation on JDK " + JDK + ": all " + measured.size() + " as expected"
                        : "if this is intended: benchmarks/run --jdk " + JDK
                                + " --update-gate, and say why in the commit");
        return off.isEmpty();
    }

    /** Makes the median of what is measured now the expected value on this JDK. */
    static void update() throws IOException, InterruptedException, ExecutionException {
        Gate gate = new Gate();
        Map<String, Map<String, Long>> file = load();
        List<Map<String, Long>> measured = new ArrayList<>();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            measured.add(gate.measure(gate.figures.keySet()));
        }
        file.put(JDK, medians(measured));
        Files.writeString(FILE, GSON.toJson(file) + "\n");
        System.out.println(FILE + ": wrote the values for JDK " + JDK);
    }

    private static Map<String, Long> medians(List<Map<String, Long>> measured) {
        Map<String, Long> medians = new LinkedHashMap<>();
        for (String name : measured.get(0).keySet()) {
            medians.put(
                    name,
                    measured.stream()
                            .map(each -> each.getOrDefault(name, 0L))
                            .sorted()
                            .toList()
                            .get(ATTEMPTS / 2));
        }
        return medians;
    }

    private static Map<String, Map<String, Long>> load() throws IOException {
        return GSON.fromJson(Files.readString(FILE), new TypeToken<TreeMap<String, Map<String, Long>>>() {});
    }

    static List<String> off(Map<String, Long> expected, Map<String, Long> measured) {
        return measured.keySet().stream()
                .filter(name -> !isAsExpected(expected.get(name), measured.getOrDefault(name, 0L)))
                .toList();
    }

    private static boolean isAsExpected(@Nullable Long expected, long measured) {
        return expected != null && Math.abs(expected - measured) <= MARGIN;
    }

    private Map<String, Long> measure(Collection<String> names) throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<Callable<Map.Entry<String, Long>>> all = new ArrayList<>();
            figures.forEach((name, bytes) -> {
                if (names.contains(name)) {
                    all.add(() -> Map.entry(name, Math.round(bytes.call())));
                }
            });
            Map<String, Long> measured = new LinkedHashMap<>();
            for (Future<Map.Entry<String, Long>> each : pool.invokeAll(all)) {
                measured.put(each.get().getKey(), each.get().getValue());
            }
            return measured;
        } finally {
            pool.shutdownNow();
        }
    }
}
