// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A service over loopback: Jetty, one call through OkHttp. One JVM for each contender and one for the service they
 * call, all running throughout, in rounds of a fixed number of requests. The cost is that of the service's whole
 * process.
 */
final class EndToEnd implements AutoCloseable {
    static final Results.Row ROW = new Results.Row(Suites.END_TO_END, Map.of());

    private static final int CONNECTIONS = 4;
    private static final List<String> OPTIONS = List.of("-Xms512m", "-Xmx512m", "-XX:+UseParallelGC");
    private static final Scenario SCENARIO = Scenario.of("b3");

    private final ExecutorService pool = Executors.newFixedThreadPool(CONNECTIONS);
    private final List<Jvm> jvms = new ArrayList<>();
    private final Map<String, Integer> ports = new LinkedHashMap<>();

    /** Starts all of them, checks what they carry, and warms them up. */
    static EndToEnd start(List<Entrant> entrants, int warmUp)
            throws IOException, InterruptedException, ExecutionException {
        EndToEnd started = new EndToEnd();
        try {
            String called = started.jvm(Entrant.of(Results.BASELINE), List.of());
            for (Entrant entrant : entrants) {
                int port = Integer.parseInt(started.jvm(entrant, List.of(entrant.contender(), called)));
                check(entrant, port);
                started.load(port, warmUp);
                started.ports.put(entrant.label(), port);
            }
            return started;
        } catch (Throwable e) {
            started.close();
            throw e;
        }
    }

    private String jvm(Entrant entrant, List<String> arguments) throws IOException {
        Jvm jvm = Jvm.start(entrant.classPath(), OPTIONS, EndToEndServer.class, arguments);
        jvms.add(jvm);
        return jvm.readLine();
    }

    private static void check(Entrant entrant, int port) throws IOException {
        List<String> got = KeepAlive.get(port, EndToEndServer.ECHO, SCENARIO.inbound())
                .toLowerCase(Locale.ROOT)
                .lines()
                .toList();
        List<String> expected = Contender.of(entrant.contender(), "jetty", SCENARIO).carries(SCENARIO).stream()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .toList();
        if (!got.containsAll(expected)) {
            throw new IllegalStateException(entrant.label() + " carried " + got + " instead of " + expected);
        }
    }

    /** One round: what each costs, gross. */
    Map<String, Figures> round(int requests) throws IOException, InterruptedException, ExecutionException {
        Map<String, Figures> round = new LinkedHashMap<>();
        for (Map.Entry<String, Integer> entry : ports.entrySet()) {
            int port = entry.getValue();
            Figures before = cost(port);
            load(port, requests);
            Figures cost = cost(port).minus(before);
            round.put(entry.getKey(), new Figures(cost.cpuNs() / requests, cost.bytes() / requests));
        }
        return round;
    }

    private static Figures cost(int port) throws IOException {
        String[] cost =
                KeepAlive.get(port, EndToEndServer.COST, SCENARIO.inbound()).split(" ");
        return new Figures(Double.parseDouble(cost[0]), Double.parseDouble(cost[1]));
    }

    private void load(int port, int requests) throws InterruptedException, ExecutionException {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            running.add(pool.submit(() -> {
                try (KeepAlive connection = new KeepAlive(port, "/orders", SCENARIO.inbound())) {
                    for (int k = 0; k < requests / CONNECTIONS; k++) {
                        connection.next();
                    }
                }
                return null;
            }));
        }
        for (Future<?> each : running) {
            each.get();
        }
    }

    @Override
    public void close() throws IOException {
        pool.shutdownNow();
        for (Jvm jvm : jvms) {
            jvm.close();
        }
    }
}
