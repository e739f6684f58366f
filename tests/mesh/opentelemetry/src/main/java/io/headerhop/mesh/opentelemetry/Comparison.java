// SPDX-License-Identifier: Apache-2.0
package io.headerhop.mesh.opentelemetry;

import io.headerhop.support.Http;
import io.headerhop.support.Programs;
import io.headerhop.support.Programs.Envoy;
import io.headerhop.support.Trace;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Opens the shop in each {@link Mode} for each trace store, sends orders, reads their spans back, and says what it
 * cost. Exit code 1 if a mode is not as it says, 2 if a program is missing.
 */
public final class Comparison {
    private static final List<String> ORDERS = List.of("tea", "honey", "tea", "honey", "espresso-machine");
    private static final String RESULTS = "tests/mesh/opentelemetry/target/comparison/results.json";
    private static final int MAX_WARM_UP = 40;
    private static final int LOAD = 400;
    private static final int AT_ONCE = 2;
    private static final Duration SPANS_ARRIVE_WITHIN = Duration.ofSeconds(20);
    private static final long POLLED_EVERY_MILLIS = 200;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final Files files;
    private final Path folder;
    private final Map<Mode, List<Trees>> trees = new EnumMap<>(Mode.class);
    private final Map<Mode, List<Cost>> costs = new EnumMap<>(Mode.class);
    private final List<String> wrong = new ArrayList<>();

    private Comparison(Files files, Path folder) {
        this.files = files;
        this.folder = folder;
    }

    /**
     * Runs all, or with no rounds only writes the page from the results of the last run.
     *
     * @param args the project's root, how many rounds, and whether the page is written
     */
    public static void main(String[] args) throws Exception {
        Path root = Path.of(args[0]).toAbsolutePath().normalize();
        int rounds = Integer.parseInt(args[1]);
        boolean page = Boolean.parseBoolean(args[2]);
        if (rounds == 0) {
            Page.write(root, Results.read(root.resolve(RESULTS)));
            return;
        }
        Envoy envoy;
        Files files;
        try {
            envoy = Programs.envoyFrom140();
            files = Files.in(root, envoy.path(), Programs.jaeger());
        } catch (AssertionError | IOException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        Path folder = root.resolve("tests/mesh/opentelemetry/target/comparison");
        java.nio.file.Files.createDirectories(folder);

        Comparison comparison = new Comparison(files, folder);
        for (int round = 0; round < rounds; round++) {
            try (Backend zipkin = Backend.zipkin(files, folder)) {
                comparison.round(zipkin, round == 0);
            }
            try (Backend jaeger = Backend.jaeger(files, folder)) {
                comparison.round(jaeger, round == 0);
            }
        }

        Results results = comparison.results(envoy);
        results.write(root.resolve(RESULTS));
        java.nio.file.Files.writeString(folder.resolve("results.md"), new Page(results).all());
        comparison.out.println("\n" + new Page(results).all());
        if (page) {
            Page.write(root, results);
        }
        comparison.wrong.forEach(comparison.out::println);
        System.exit(comparison.wrong.isEmpty() ? 0 : 1);
    }

    private void round(Backend backend, boolean first) throws Exception {
        for (Mode mode : Mode.values()) {
            if (!mode.isExported() || (backend.takesOtlp() && first)) {
                String where = mode.name().toLowerCase(Locale.ROOT) + "-"
                        + backend.store().name();
                play(mode, backend, first, folder.resolve(where));
            }
        }
    }

    private void play(Mode mode, Backend backend, boolean first, Path folder) throws Exception {
        String run = mode + "-" + UUID.randomUUID();
        try (Shop shop = Shop.open(mode, backend, run, files, folder)) {
            double cpu = shop.cpuSeconds();
            double megabytes = shop.megabytes();
            Trees read = orders(mode, backend, shop, run);
            check(mode, read);
            load(shop);
            Cost cost = new Cost(shop.startSeconds(), cpu, megabytes, shop.megabytes());
            out.println(mode + ", " + backend.store().name() + ": " + read.orphans() + " of " + read.spans()
                    + " spans without their parent, " + read.traces() + " traces, " + read.requestIds()
                    + " request ids, the bank received " + read.bankReceived() + "; " + cost);
            costs.computeIfAbsent(mode, unused -> new ArrayList<>()).add(cost);
            if (first) {
                trees.computeIfAbsent(mode, unused -> new ArrayList<>()).add(read);
            }
        }
    }

    private Trees orders(Mode mode, Backend backend, Shop shop, String run) throws Exception {
        warmUp(shop);
        Instant start = Instant.now();
        Instant afterFirst = start;
        for (int i = 0; i < ORDERS.size(); i++) {
            order(shop, ORDERS.get(i));
            if (i == 0) {
                afterFirst = Instant.now();
            }
        }
        Instant end = afterFirst;
        List<Trace> traces = arrived(mode, backend, run, start);
        List<Trace> picture =
                traces.stream().filter(trace -> trace.start() <= micros(end)).toList();
        return Trees.of(backend, ORDERS.size(), traces, picture, shop.bank());
    }

    /**
     * Sends one. In JVMs that are still cold, or on a busy machine, payment may give up on the bank, which changes no
     * tree.
     */
    private static boolean order(Shop shop, String product) throws IOException {
        int status = Http.get(shop.order(product)).statusCode();
        if (status != 200 && status != 502) {
            throw new IOException("an order of " + product + " was answered with " + status);
        }
        return status == 200;
    }

    private static void warmUp(Shop shop) throws IOException {
        int inSuccession = 0;
        for (int i = 0; i < MAX_WARM_UP && inSuccession < 3; i++) {
            inSuccession = order(shop, ORDERS.get(0)) ? inSuccession + 1 : 0;
        }
    }

    private static long micros(Instant time) {
        return time.getEpochSecond() * 1_000_000 + time.getNano() / 1000;
    }

    /** Once all spans of the sidecars have arrived, and those of an agent that exports; or when they are overdue. */
    private static List<Trace> arrived(Mode mode, Backend backend, String run, Instant start) throws Exception {
        int expected = ORDERS.size() * Service.sidecarSpansPerRequest();
        Instant deadline = Instant.now().plus(SPANS_ARRIVE_WITHIN);
        while (true) {
            List<Trace> traces = backend.store().traces("shop.run", run, start, Instant.now(), 2 * expected);
            long sidecars = traces.stream()
                    .flatMap(trace -> trace.spans().stream())
                    .filter(span -> span.tag("shop.run").equals(run))
                    .count();
            boolean complete = sidecars >= expected
                    && (!mode.isExported() || traces.stream().allMatch(Trace::isLinked));
            if (complete || Instant.now().isAfter(deadline)) {
                return traces;
            }
            Thread.sleep(POLLED_EVERY_MILLIS);
        }
    }

    private void check(Mode mode, Trees read) {
        expect(read.whole() == mode.isWhole(), mode, read, read.whole() ? "is whole" : "is not whole");
        expect(
                (read.requestIds() == read.orders()) == mode.carriesRequestId(),
                mode,
                read,
                read.requestIds() + " request ids");
        expect(
                mode == Mode.AGENT_DEFAULTS || read.bankReceived().isEmpty() != mode.tellsTheBank(),
                mode,
                read,
                "the bank received " + read.bankReceived());
        if (mode == Mode.AGENT_B3) {
            expect(read.orphans() > 0, mode, read, "no span without its parent");
        }
    }

    private void expect(boolean right, Mode mode, Trees read, String what) {
        if (!right) {
            wrong.add("UNEXPECTED in " + mode + ", " + read.store() + ": " + what);
        }
    }

    private static void load(Shop shop) throws Exception {
        ExecutorService customers = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Callable<Boolean>> orders = new ArrayList<>();
            for (int i = 0; i < LOAD; i++) {
                String product = ORDERS.get(i % 2);
                orders.add(() -> order(shop, product));
            }
            for (Future<Boolean> order : customers.invokeAll(orders)) {
                order.get();
            }
        } finally {
            customers.shutdownNow();
        }
    }

    private Results results(Envoy envoy) throws IOException {
        long headerhop = 0;
        for (Path jar : files.headerhop()) {
            headerhop += java.nio.file.Files.size(jar);
        }
        return new Results(
                new Results.Made(
                        LocalDate.now(ZoneOffset.UTC).toString(),
                        System.getProperty("java.version"),
                        files.agentVersion(),
                        envoy.major() + "." + envoy.minor() + "." + envoy.patch(),
                        Runtime.getRuntime().availableProcessors(),
                        LOAD),
                new Results.Bytes(
                        java.nio.file.Files.size(files.agent()),
                        java.nio.file.Files.size(files.extension()),
                        headerhop),
                trees,
                costs);
    }
}
