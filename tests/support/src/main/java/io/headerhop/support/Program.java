package io.headerhop.support;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process of the demo's own, gone when this is closed. */
public final class Program implements AutoCloseable {
    private static final long READY_WITHIN_SECONDS = 60;
    private static final long POLLED_EVERY_MILLIS = 100;

    private final String name;
    private final Path log;
    private final Process process;

    private Program(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /** Whether something answers. */
    @FunctionalInterface
    public interface Ready {
        boolean isReady() throws IOException, InterruptedException;
    }

    /** The executable that a shell would start by this name. */
    public static Optional<Path> onPath(String command) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, command).toAbsolutePath())
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /**
     * Starts it; it is not ready yet when this returns.
     *
     * @param name for messages
     * @param log where all that it prints goes
     * @param environment what it gets besides the variables of this process
     */
    public static Program start(String name, Path log, Map<String, String> environment, List<String> command)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return new Program(name, log, builder.start());
    }

    /** Comes back when it is ready. */
    public void await(Ready ready) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_WITHIN_SECONDS);
        while (!ready.isReady()) {
            if (process.waitFor(POLLED_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new IOException(name + " ended with exit code " + process.exitValue() + "; it wrote to " + log);
            }
            if (System.nanoTime() > deadline) {
                throw new IOException(name + " is not ready after " + READY_WITHIN_SECONDS + " s; it writes to " + log);
            }
        }
    }

    /** Comes back when it has ended by itself, and did well. */
    public void awaitSuccess() throws IOException, InterruptedException {
        if (!process.waitFor(READY_WITHIN_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException(name + " has not ended after " + READY_WITHIN_SECONDS + " s; it writes to " + log);
        }
        if (process.exitValue() != 0) {
            throw new IOException(name + " failed:\n" + Files.readString(log).strip());
        }
    }

    @Override
    public void close() throws InterruptedException {
        // The command may be a script that has started the program: envoy as a Python package is one.
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
        }
    }
}
