// SPDX-License-Identifier: Apache-2.0
package io.headerhop.lost;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.HeaderPropagation;
import io.headerhop.Scope;
import io.headerhop.contract.Headers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a recording shows that was started on a running service. */
class FlightRecorderTest {
    @TempDir
    private Path directory;

    @Test
    void theLineThatLostTheHeadersIsInTheRecording() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor(task -> new Thread(task, "orders"));
        List<RecordedEvent> events = record(() -> {
            try {
                new Calls().lostBy(call -> pool.submit(call::make));
            } finally {
                pool.shutdown();
            }
        });
        assertThat(events)
                .filteredOn(event -> event.getEventType().getName().equals("io.headerhop.NothingCurrent"))
                .isNotEmpty()
                .allSatisfy(event -> {
                    assertThat(event.getString("client")).isEqualTo("a client");
                    assertThat(event.getString("host")).startsWith("host");
                    assertThat(event.getThread().getJavaName()).isEqualTo("orders");
                    assertThat(event.getString("line")).startsWith("io.headerhop.lost.Calls$Call.make(Calls.java:");
                    assertThat(event.getString("cause")).isEqualTo("a pool that hands no headers over");
                    assertThat(event.getString("fix")).contains("CapturedHeaders.propagating(pool)");
                    assertThat(event.getBoolean("likelyLoss")).isTrue();
                    assertThat(event.getStackTrace().getFrames())
                            .anyMatch(frame ->
                                    frame.getMethod().getType().getName().equals(Calls.Call.class.getName())
                                            && frame.getMethod().getName().equals("make"));
                });
    }

    /** The commands and the settings of docs/debugging-a-broken-trace.md, on this JVM. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theCommandsOfThePageFindTheLine() throws Exception {
        Path docs = Path.of("../docs").toAbsolutePath().normalize();
        Files.copy(docs.resolve("headerhop.jfc"), directory.resolve("headerhop.jfc"));
        List<String> commands = Pattern.compile("```sh\n(.*?JFR\\..*?)```", Pattern.DOTALL)
                .matcher(Files.readString(docs.resolve("debugging-a-broken-trace.md")))
                .results()
                .map(block -> block.group(1)
                        .replace("PID", String.valueOf(ProcessHandle.current().pid())))
                .toList();
        assertThat(commands).hasSize(2);

        run(commands.get(0));
        ExecutorService pool = Executors.newSingleThreadExecutor(task -> new Thread(task, "orders"));
        try {
            new Calls().lostBy(call -> pool.submit(call::make));
        } finally {
            pool.shutdown();
        }
        Headers.captured(HeaderPropagation.istio(), Map.of("x-request-id", List.of("secret\u0001")));
        assertThat(run(commands.get(1)))
                .contains(
                        "client = \"a client\"",
                        "eventThread = \"orders\"",
                        "io.headerhop.lost.Calls$Call.make() line:");
        List<RecordedEvent> events = RecordingFile.readAllEvents(directory.resolve("headers.jfr"));
        assertThat(events)
                .extracting(event -> event.getEventType().getName())
                .contains("io.headerhop.NothingCurrent", "io.headerhop.HeaderDropped")
                .allMatch(name -> name.startsWith("io.headerhop."));
    }

    private String run(String commands) throws Exception {
        Path output = directory.resolve("output");
        ProcessBuilder shell = new ProcessBuilder("sh", "-e", "-c", commands).directory(directory.toFile());
        String jdk = System.getProperty("java.home") + "/bin";
        shell.environment().merge("PATH", jdk, (before, ours) -> ours + ":" + before);
        Process process =
                shell.redirectErrorStream(true).redirectOutput(output.toFile()).start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String printed = Files.readString(output);
        assertThat(process.exitValue()).as(printed).isZero();
        return printed;
    }

    @Test
    void aDroppedHeaderIsThereWithItsReasonAndWithoutItsValue() throws Exception {
        List<RecordedEvent> events = record(
                () -> Headers.captured(HeaderPropagation.istio(), Map.of("x-request-id", List.of("secret\u0001"))));
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.getEventType().getName()).isEqualTo("io.headerhop.HeaderDropped");
            assertThat(event.getString("header")).isEqualTo("x-request-id");
            assertThat(event.getString("reason")).isEqualTo("DROPPED_INVALID");
            assertThat(event.toString()).doesNotContain("secret");
        });
    }

    @Test
    void aMisusedScopeIsThereWithWhatClosedIt() throws Exception {
        List<RecordedEvent> events = record(FlightRecorderTest::misuseAScope);
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.getEventType().getName()).isEqualTo("io.headerhop.ScopeMisused");
            assertThat(event.getString("problem")).isEqualTo("SCOPE_CLOSED_TWICE");
            assertThat(event.getString("openedOn"))
                    .isEqualTo(Thread.currentThread().getName());
            assertThat(event.getStackTrace().getFrames())
                    .anyMatch(
                            frame -> frame.getMethod().getType().getName().equals(FlightRecorderTest.class.getName()));
        });
    }

    /** Profilers record at all times, and some of these events happen all day in a healthy service. */
    @Test
    void aRecordingThatDoesNotAskForThemHasNone() throws Exception {
        for (Recording recording : List.of(new Recording(), new Recording(Configuration.getConfiguration("default")))) {
            assertThat(record(recording, FlightRecorderTest::misuseAScope)).isEmpty();
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void oneOfThemCanBeAddedToOtherSettings() throws Exception {
        String add = "settings=default +io.headerhop.NothingCurrent#enabled=true";
        assertThat(Files.readString(Path.of("../docs/debugging-a-broken-trace.md")))
                .contains(add);
        String pid = String.valueOf(ProcessHandle.current().pid());
        run("jcmd " + pid + " JFR.start name=added " + add);
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            new Calls().lostBy(call -> pool.submit(call::make));
        } finally {
            pool.shutdown();
        }
        Path file = directory.resolve("added.jfr");
        run("jcmd " + pid + " JFR.stop name=added filename=" + file);
        assertThat(RecordingFile.readAllEvents(file))
                .filteredOn(event -> event.getEventType().getName().startsWith("io.headerhop."))
                .isNotEmpty()
                .allMatch(event -> event.getEventType().getName().equals("io.headerhop.NothingCurrent"));
    }

    private static void misuseAScope() {
        Scope scope = Headers.ofRequest(1).makeCurrent();
        scope.close();
        scope.close();
    }

    private List<RecordedEvent> record(Code code) throws Exception {
        Recording recording = new Recording();
        for (String event : List.of("NothingCurrent", "ScopeMisused", "HeaderDropped")) {
            recording.enable("io.headerhop." + event);
        }
        return record(recording, code);
    }

    private List<RecordedEvent> record(Recording recording, Code code) throws Exception {
        Path file = directory.resolve("recording.jfr");
        try (recording) {
            recording.start();
            code.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("io.headerhop."))
                .toList();
    }

    private interface Code {
        void run() throws Exception;
    }
}
