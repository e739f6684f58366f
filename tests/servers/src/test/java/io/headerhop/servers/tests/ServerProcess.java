// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process of its own, and the service that it calls. */
final class ServerProcess implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(4);

    private final CalledService called;
    private final Process process;
    private final Path log;

    private ServerProcess(CalledService called, Process process, Path log) {
        this.called = called;
        this.process = process;
        this.log = log;
    }

    /** @param log to which the server's standard output goes */
    static ServerProcess start(Path directory, Path log, List<String> command) throws IOException {
        CalledService called = new CalledService();
        Files.createDirectories(log.toAbsolutePath().getParent());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("SERVICE", called.address());
        builder.environment().put("SERVICE_MP_REST_URL", called.address());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return new ServerProcess(called, builder.start(), log);
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Waits until the server's log has a line like this, and returns the first group in it. */
    String awaitInLog(String pattern) {
        Pattern line = Pattern.compile(pattern);
        Instant end = Instant.now().plus(START);
        while (Instant.now().isBefore(end)) {
            Matcher found = line.matcher(log());
            if (found.find()) {
                return found.groupCount() == 0 ? found.group() : found.group(1);
            }
            try {
                if (process.waitFor(200, TimeUnit.MILLISECONDS)) {
                    break;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        throw new AssertionError("no line like " + pattern + " in " + this.log + ":\n" + log());
    }

    /** Waits until the log says that the application is there, and fails if it says that it failed. */
    void awaitStart(String started, String failed) {
        awaitInLog(started + "|" + failed);
        if (Pattern.compile(failed).matcher(log()).find()) {
            throw new AssertionError("the application did not start: see " + this.log + ":\n" + log());
        }
    }

    /** What the server said so far. */
    String messages() {
        return log();
    }

    private String log() {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        // A script leaves the server itself as its child.
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        called.close();
    }
}
