// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Contenders in one container, client and scenario. Each has its own JVM, but all run at once and take turns running a
 * batch of some milliseconds. On a machine whose speed changes from second to second, this makes them comparable: forks
 * one after another would each run under different conditions.
 */
record Comparison(String container, String client, String scenario, List<Entrant> entrants) {
    /** Lets the compiler finish its work, however little time it gets. */
    private static final List<String> OPTIONS =
            List.of("-Xms256m", "-Xmx256m", "-XX:+UseG1GC", "-Xbatch", "-XX:-UsePerfData");

    Results.Row row() {
        Map<String, String> what = new LinkedHashMap<>();
        what.put("container", container);
        what.put("client", client);
        what.put("scenario", scenario);
        return new Results.Row(Suites.PIPELINE, what);
    }

    private static Jvm start(Pipeline.What what, Entrant entrant) throws IOException {
        List<String> options = new ArrayList<>(OPTIONS);
        options.addAll(entrant.options());
        return Jvm.start(
                entrant.classPath(),
                options,
                PipelineProcess.class,
                List.of(what.container(), what.client(), what.scenario(), what.contender()));
    }

    /** What one contender allocates per operation, gross. */
    static double bytes(Pipeline.What what, int batches) throws IOException {
        try (Jvm jvm = start(what, Entrant.of(what.contender()))) {
            awaitReady(jvm);
            List<Batch> answers = new ArrayList<>();
            for (int i = 0; i < batches; i++) {
                answers.add(batch(jvm));
            }
            return Figures.ofBatches(answers).bytes();
        }
    }

    /** One round: what each entrant costs, gross. */
    Map<String, Figures> run(int batches) throws IOException {
        Map<String, Jvm> jvms = new LinkedHashMap<>();
        try {
            for (Entrant entrant : entrants) {
                Pipeline.What what = new Pipeline.What(container, client, scenario, entrant.contender());
                jvms.put(entrant.label(), start(what, entrant));
            }
            for (Jvm jvm : jvms.values()) {
                awaitReady(jvm);
            }
            return ask(jvms, batches);
        } finally {
            for (Jvm jvm : jvms.values()) {
                jvm.close();
            }
        }
    }

    private static void awaitReady(Jvm jvm) throws IOException {
        String line = jvm.readLine();
        if (!line.equals(PipelineProcess.READY)) {
            throw new IOException(line);
        }
    }

    private static Map<String, Figures> ask(Map<String, Jvm> jvms, int batches) throws IOException {
        List<Map.Entry<String, Jvm>> turn = List.copyOf(jvms.entrySet());
        Map<String, List<Batch>> answers = new LinkedHashMap<>();
        turn.forEach(entry -> answers.put(entry.getKey(), new ArrayList<>()));
        for (int i = 0; i < batches; i++) {
            for (int k = 0; k < turn.size(); k++) {
                Map.Entry<String, Jvm> next = turn.get((i + k) % turn.size());
                answers.getOrDefault(next.getKey(), List.of()).add(batch(next.getValue()));
            }
        }
        Map<String, Figures> figures = new LinkedHashMap<>();
        answers.forEach((label, batch) -> figures.put(label, Figures.ofBatches(batch)));
        return figures;
    }

    private static Batch batch(Jvm jvm) throws IOException {
        String[] answer = jvm.ask().split(" ");
        return new Batch(Double.parseDouble(answer[0]), Double.parseDouble(answer[1]));
    }
}
