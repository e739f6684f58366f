package io.headerhop.examples.shop;

import io.headerhop.examples.shop.Options.UsageException;
import io.headerhop.examples.shop.service.Environment;
import io.headerhop.examples.shop.service.Running;
import io.headerhop.examples.shop.sidecar.EmbeddedSidecars;
import io.headerhop.examples.shop.trace.Summary;
import io.headerhop.examples.shop.trace.Trace;
import io.headerhop.examples.shop.trace.Zipkin;
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
 * Opens the shop twice on this machine, once with Headerhop and once without, sends the same orders to both, and shows
 * what Zipkin makes of them. The one that was asked for comes second and stays open.
 */
public final class Demo {
    private static final String SIDECAR = "embedded";
    private static final String SUMMARY = "summary.json";
    private static final String TRACE = "trace.json";

    private final Options options;
    private final Ports ports;
    private final Path target;
    private final Path folder;
    private final Running running;
    private final PrintStream out;

    private Demo(Options options, Environment environment, Running running, PrintStream out) {
        this.options = options;
        this.ports = Ports.of(environment);
        this.target = Path.of(System.getProperty("shop.target", "target")).toAbsolutePath();
        this.folder = target.resolve("demo");
        this.running = running;
        this.out = out;
    }

    public static void main(String[] args) {
        // UTF-8 whatever the terminal's locale is: the trees have lines in them.
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
            // Once it is told to stop, everything fails that is still under way.
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
        Backend backend = options.zipkin() != null
                ? Backend.at(options.zipkin())
                : Backend.started(running, target, folder.resolve("zipkin.log"), ports);
        Zipkin zipkin = backend.zipkin();
        out.println("Zipkin: " + zipkin.url());

        Round other = play(!options.propagation(), backend, true);
        Round asked = play(options.propagation(), backend, options.once());
        Summary summary = asked.summary(SIDECAR);
        Summary otherSummary = other.summary(SIDECAR);
        write(summary, asked, zipkin);

        Report report = new Report(out);
        report.orders(asked);
        if (options.propagation()) {
            report.comparison(summary, otherSummary);
        } else {
            report.comparison(otherSummary, summary);
        }
        report.page(asked, zipkin, options.once() && options.zipkin() == null);
        boolean good = report.verdict(asked, summary, options.propagation());
        if (!options.once()) {
            report.open(ports, zipkin);
            Thread.currentThread().join();
        }
        return good;
    }

    private Round play(boolean propagation, Backend backend, boolean closeAfterwards) throws Exception {
        String mode = propagation ? "with" : "without";
        out.print("Shop " + mode + " Headerhop: opening ... ");
        long start = System.nanoTime();
        String run = mode + "-" + UUID.randomUUID();
        Shop shop = new Shop(ports, propagation, folder.resolve(mode));
        Running open = running.start(Running::new);
        shop.open(new EmbeddedSidecars(backend.zipkin().url(), run), open);
        backend.awaitReady();
        out.print("open after " + Math.round((System.nanoTime() - start) / 1e8) / 10.0 + " s ... ");
        Round round = Round.play(ports, options.requests(), backend.zipkin(), run);
        out.println(Report.count(options.requests(), "order") + " sent, " + round.spans() + " spans in Zipkin");
        if (closeAfterwards) {
            open.close();
        }
        return round;
    }

    private void write(Summary summary, Round round, Zipkin zipkin) throws IOException, InterruptedException {
        Files.writeString(folder.resolve(SUMMARY), summary.json() + "\n");
        List<Trace> traces = round.tracesOf(round.lastOrder());
        Files.writeString(folder.resolve(TRACE), traces.isEmpty() ? "[]\n" : zipkin.json(traces.get(0)) + "\n");
    }
}
