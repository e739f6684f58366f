// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.demo;

import io.headerhop.PropagationStatus;
import io.headerhop.examples.shop.demo.Options.UsageException;
import io.headerhop.examples.shop.service.Environment;
import io.headerhop.examples.shop.service.Running;
import io.headerhop.support.Program;
import io.headerhop.support.Trace;
import io.headerhop.support.TraceStore;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/**
 * Opens the shop twice on this machine, once with Headerhop propagating and once with it carrying nothing, sends the
 * same orders to both, and shows the resulting traces in Zipkin or Jaeger. The requested one comes second and stays
 * open.
 */
public final class Demo {
    private static final String SUMMARY = "summary.json";
    private static final String TRACE = "trace.json";

    private final Options options;
    private final Ports ports;
    private final Path folder;
    private final Running running;
    private final PrintStream out;
    private final SidecarChoice sidecars;

    private Demo(Options options, Environment environment, Running running, PrintStream out) throws UsageException {
        Backend.check(options);
        this.options = options;
        this.ports = Ports.of(environment);
        this.folder = Path.of(System.getProperty("shop.folder", "target/demo")).toAbsolutePath();
        this.running = running;
        this.out = out;
        this.sidecars = SidecarChoice.of(options.sidecar(), Program.onPath("envoy"));
    }

    public static void main(String[] args) {
        // UTF-8 whatever the terminal's locale: the trees use box-drawing characters.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        Running running = new Running();
        Runtime.getRuntime().addShutdownHook(new Thread(running::close, "stop"));
        int exitCode = exitCode(args, running, out);
        running.close();
        System.exit(exitCode);
    }

    private static int exitCode(String[] args, Running running, PrintStream out) {
        Demo demo;
        try {
            demo = new Demo(Options.parse(args), Environment.ofProcess(), running, out);
        } catch (UsageException | IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println("See examples/shop/run --help");
            return 2;
        }
        try {
            return demo.run() ? 0 : 1;
        } catch (Exception e) {
            // Once it is told to stop, everything still in progress fails.
            if (!running.isClosed()) {
                say(e);
            }
            return 1;
        }
    }

    private static void say(Exception e) {
        System.err.println();
        if (e instanceof IOException) {
            System.err.println(e.getMessage());
        } else {
            e.printStackTrace();
        }
    }

    private boolean run() throws Exception {
        Files.createDirectories(folder);
        Files.deleteIfExists(folder.resolve(SUMMARY));
        Files.deleteIfExists(folder.resolve(TRACE));
        LibraryLog.writeTo(folder.resolve("libraries.log"));
        ports.check();
        Backend backend = Backend.of(options, running, ports, folder);
        TraceStore store = backend.store();
        out.println(store.name() + ": " + store.url());
        out.println(sidecars.says());

        Round other = play(!options.propagation(), backend, true);
        Round asked = play(options.propagation(), backend, options.once());
        Summary summary = summary(asked);
        Summary otherSummary = summary(other);
        write(summary, asked, store);

        Report report = new Report(out);
        report.orders(asked);
        if (options.propagation()) {
            report.comparison(summary, otherSummary);
        } else {
            report.comparison(otherSummary, summary);
        }
        report.page(asked, store, options.once() && options.url() == null);
        boolean good = report.verdict(asked, summary, options.propagation());
        report.lostCalls(PropagationStatus.now().lostCalls());
        if (!options.once()) {
            report.open(ports, store);
            Thread.currentThread().join();
        }
        return good;
    }

    private Round play(boolean propagation, Backend backend, boolean closeAfterwards) throws Exception {
        String mode = propagation ? "with" : "without";
        out.print("Shop " + mode + " Headerhop: opening ... ");
        long start = System.nanoTime();
        String run = mode + "-" + UUID.randomUUID();
        Shop shop = new Shop(ports, propagation, propagation ? options.fault() : null, folder.resolve(mode));
        Running open = running.start(Running::new);
        shop.open(sidecars.sidecars(backend, run, folder.resolve(mode).resolve("envoy")), open);
        backend.awaitReady();
        out.print("open after " + Math.round((System.nanoTime() - start) / 1e8) / 10.0 + " s ... ");
        Round round = Round.play(ports, options.requests(), backend.store(), run);
        out.println(Report.count(options.requests(), "order") + " sent, " + round.spans() + " spans in "
                + backend.store().name());
        if (closeAfterwards) {
            open.close();
        }
        return round;
    }

    private Summary summary(Round round) {
        return round.summary(sidecars.kind().word(), options.backend().word());
    }

    private void write(Summary summary, Round round, TraceStore store) throws IOException {
        Files.writeString(folder.resolve(SUMMARY), summary.json() + "\n");
        List<Trace> traces = round.tracesOf(round.lastOrder());
        Files.writeString(folder.resolve(TRACE), traces.isEmpty() ? "[]\n" : store.json(traces.get(0)) + "\n");
    }
}
