// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One contender in its own JVM: prints "ready" when it has warmed up, then, for each line it reads, runs a batch and
 * answers with CPU nanoseconds and bytes per operation. Arguments: container, client, scenario, contender.
 */
final class PipelineProcess {
    static final String READY = "ready";

    private static final int BATCH = 2_000;
    private static final int WARM_UP = 40;

    private PipelineProcess() {}

    @SuppressWarnings("CatchAndPrintStackTrace") // Its parent shows what it printed.
    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        System.setOut(System.err);
        Logger.getLogger("").setLevel(Level.WARNING);
        int status = 1;
        try {
            Pipeline.with(
                    new Pipeline.What(arguments[0], arguments[1], arguments[2], arguments[3]),
                    pipeline -> answer(pipeline, out));
            status = 0;
        } catch (Throwable e) {
            e.printStackTrace();
        }
        // Whatever threads the libraries have left
        System.exit(status);
    }

    /** Warms up by operations, not by time, since the CPU time we get varies. */
    private static void answer(Pipeline pipeline, PrintStream out) throws Exception {
        for (int i = 0; i < WARM_UP; i++) {
            Batch.of(BATCH, pipeline::once);
        }
        out.println(READY);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        while (nextLine(in)) {
            Batch batch = Batch.of(BATCH, pipeline::once);
            out.println(batch.cpuNs() + " " + batch.bytes());
        }
    }

    private static boolean nextLine(BufferedReader in) throws IOException {
        return in.readLine() != null;
    }
}
