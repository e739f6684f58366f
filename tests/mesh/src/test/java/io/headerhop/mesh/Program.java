package io.headerhop.mesh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A program that runs beside the tests and ends with them, at the latest. */
final class Program implements AutoCloseable {
    private static final long READY_WITHIN_SECONDS = 50;
    private static final long POLLED_EVERY_MILLIS = 20;
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroy)));
    }

    private final Process process;
    private final Path log;

    private Program(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static Program start(Path log, Map<String, String> environment, List<String> command) {
        try {
            Files.createDirectories(log.getParent());
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            RUNNING.add(process);
            return new Program(process, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks until there is an answer. While it is too early to ask, the question may throw an IOException. */
    <T> T await(String what, Callable<T> question) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_WITHIN_SECONDS);
        Exception reason = null;
        try {
            while (System.nanoTime() < deadline) {
                try {
                    return question.call();
                } catch (IOException e) {
                    reason = e;
                }
                if (process.waitFor(POLLED_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw new IllegalStateException(
                            what + " ended with exit code " + process.exitValue() + ":\n" + Files.readString(log));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reason = e;
        } catch (Exception e) {
            throw new IllegalStateException(what, e);
        }
        throw new IllegalStateException(
                what + " is not ready after " + READY_WITHIN_SECONDS + " s; it writes to " + log, reason);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        RUNNING.remove(process);
    }
}
