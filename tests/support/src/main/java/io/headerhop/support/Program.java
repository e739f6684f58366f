// SPDX-License-Identifier: Apache-2.0
package io.headerhop.support;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A child process, ended when this is closed and at the latest when this JVM ends. */
public final class Program implements AutoCloseable {
    private static final long READY_WITHIN_SECONDS = 60;
    private static final long POLLED_EVERY_MILLIS = 20;
    private static final Set<Program> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Program::destroy)));
    }

    private final String name;
    private final Path log;
    private final Process process;

    private Program(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /** Whether it answers. May throw while it is still starting. */
    @FunctionalInterface
    public interface Ready {
        boolean isReady() throws IOException;
    }

    /** The executable that a shell would run for this name. */
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
     * @param log where its output goes
     * @param environment variables in addition to those of this process
     */
    public static Program start(String name, Path log, Map<String, String> environment, List<String> command)
            throws IOException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Program program = new Program(name, log, builder.start());
        RUNNING.add(program);
        return program;
    }

    public long pid() {
        return process.pid();
    }

    /** Returns when it is ready; if it does not get ready, it is closed. */
    public void await(Ready ready) throws IOException, InterruptedException {
        try {
            poll(ready);
        } catch (IOException | InterruptedException e) {
            close();
            throw e;
        }
    }

    private void poll(Ready ready) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_WITHIN_SECONDS);
        IOException reason = null;
        while (System.nanoTime() < deadline) {
            try {
                if (ready.isReady()) {
                    return;
                }
            } catch (IOException e) {
                reason = e;
            }
            if (process.waitFor(POLLED_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new IOException(name + " ended with exit code " + process.exitValue() + ":\n" + printed());
            }
        }
        throw unready("is not ready", reason);
    }

    /** Returns when it has ended on its own, successfully. */
    public void awaitSuccess() throws IOException, InterruptedException {
        if (!process.waitFor(READY_WITHIN_SECONDS, TimeUnit.SECONDS)) {
            throw unready("has not ended", null);
        }
        if (process.exitValue() != 0) {
            throw new IOException(name + " failed:\n" + printed());
        }
    }

    private IOException unready(String what, @Nullable Throwable reason) {
        return new IOException(
                name + " " + what + " after " + READY_WITHIN_SECONDS + " s; it writes to " + log, reason);
    }

    private String printed() throws IOException {
        return Files.readString(log).strip();
    }

    private void destroy() {
        // The command may be a script that has started the program: envoy from the Python package is one.
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }

    @Override
    public void close() throws InterruptedException {
        RUNNING.remove(this);
        destroy();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
        }
    }
}
