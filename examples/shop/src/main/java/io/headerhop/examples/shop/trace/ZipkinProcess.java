package io.headerhop.examples.shop.trace;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A Zipkin server of the demo's own, with a bounded heap, gone when this is closed. */
public final class ZipkinProcess implements AutoCloseable {
    private static final long READY_WITHIN_SECONDS = 60;
    private static final long POLLED_EVERY_MILLIS = 100;

    private final Process process;
    private final Path log;
    private final Zipkin zipkin;

    private ZipkinProcess(Process process, Path log, Zipkin zipkin) {
        this.process = process;
        this.log = log;
        this.zipkin = zipkin;
    }

    /** Starts it; it is not ready yet when this returns. */
    public static ZipkinProcess start(Path jar, int port, Path log) throws IOException {
        if (!Files.isRegularFile(jar)) {
            throw new IOException("Zipkin is missing: mvn package puts it to " + jar);
        }
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        // Zipkin itself knows of no address to listen on; the server inside it does.
                        "-Darmeria.ports[0].address=127.0.0.1",
                        "-Darmeria.ports[0].port=" + port,
                        "-Darmeria.ports[0].protocols[0]=http",
                        "-jar",
                        jar.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new ZipkinProcess(process, log, new Zipkin(URI.create("http://127.0.0.1:" + port)));
    }

    public Zipkin zipkin() {
        return zipkin;
    }

    /** Comes back when it answers. */
    public void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_WITHIN_SECONDS);
        while (!zipkin.isHealthy()) {
            if (process.waitFor(POLLED_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new IOException("Zipkin ended with exit code " + process.exitValue() + "; it wrote to " + log);
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("Zipkin is not ready after " + READY_WITHIN_SECONDS + " s; it writes to " + log);
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
        }
    }
}
