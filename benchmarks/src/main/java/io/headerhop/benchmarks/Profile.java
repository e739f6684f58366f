// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/** Shows which lines of Headerhop a pipeline's time and bytes go to, using JDK Flight Recorder. */
final class Profile {
    private static final Duration LENGTH = Duration.ofSeconds(20);
    private static final String OURS = "io.headerhop.";
    private static final String BENCHMARKS = OURS + "benchmarks.";
    private static final int ROWS = 25;

    private final Map<String, Long> nearest = new HashMap<>();
    private final Map<String, Long> inclusive = new HashMap<>();
    private long total;

    private Profile() {}

    static void print(Pipeline.What what) throws Exception {
        Path file = Files.createTempFile("profile", ".jfr");
        Pipeline.with(what, pipeline -> record(pipeline, file));
        // From JDK 25 on, on Linux; otherwise samples of running threads
        Profile cpu = read(file, "jdk.CPUTimeSample", event -> 1);
        (cpu.total > 0 ? cpu : read(file, "jdk.ExecutionSample", event -> 1)).print("CPU time of " + what);
        read(file, "jdk.ObjectAllocationSample", event -> event.getLong("weight"))
                .print("bytes of " + what);
        Files.delete(file);
    }

    private static void record(Pipeline pipeline, Path file) throws Exception {
        Batch.repeat(200_000, pipeline::once);
        try (Recording recording = new Recording()) {
            recording.enable("jdk.CPUTimeSample").with("throttle", "1000/s").withStackTrace();
            recording
                    .enable("jdk.ExecutionSample")
                    .withPeriod(Duration.ofMillis(10))
                    .withStackTrace();
            recording
                    .enable("jdk.ObjectAllocationSample")
                    .with("throttle", "3000/s")
                    .withStackTrace();
            recording.start();
            long end = System.nanoTime() + LENGTH.toNanos();
            while (System.nanoTime() < end) {
                Batch.repeat(1_000, pipeline::once);
            }
            recording.stop();
            recording.dump(file);
        }
    }

    private static Profile read(Path file, String type, ToLongFunction<RecordedEvent> weight) throws IOException {
        Profile profile = new Profile();
        try (RecordingFile events = new RecordingFile(file)) {
            while (events.hasMoreEvents()) {
                RecordedEvent event = events.readEvent();
                RecordedStackTrace stack = event.getStackTrace();
                if (stack != null && event.getEventType().getName().equals(type)) {
                    profile.add(stack.getFrames(), weight.applyAsLong(event));
                }
            }
        }
        return profile;
    }

    private void add(List<RecordedFrame> frames, long weight) {
        if (frames.stream().noneMatch(frame -> type(frame).equals(Pipeline.class.getName()))) {
            return;
        }
        total += weight;
        String near = null;
        Set<String> seen = new HashSet<>();
        for (RecordedFrame frame : frames) {
            if (type(frame).startsWith(OURS) && !type(frame).startsWith(BENCHMARKS)) {
                String method = method(frame);
                near = near == null ? method + ":" + frame.getLineNumber() : near;
                if (seen.add(method)) {
                    inclusive.merge(method, weight, Long::sum);
                }
            }
        }
        nearest.merge(leaf(near, frames), weight, Long::sum);
    }

    private static String leaf(@Nullable String near, List<RecordedFrame> frames) {
        return (near == null ? "(not in Headerhop)" : near) + " in " + method(frames.get(0));
    }

    private static String type(RecordedFrame frame) {
        return frame.getMethod().getType().getName();
    }

    private static String method(RecordedFrame frame) {
        return type(frame).replaceFirst(".*\\.", "") + "." + frame.getMethod().getName();
    }

    private void print(String title) {
        System.out.println("\n" + title + "\n  by Headerhop method, including callees");
        print(inclusive);
        System.out.println("  by Headerhop line and running method");
        print(nearest);
    }

    private void print(Map<String, Long> weights) {
        weights.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(ROWS)
                .forEach(entry -> System.out.println(String.format(
                        Locale.ROOT, "    %5.1f %%  %s", 100.0 * entry.getValue() / total, entry.getKey())));
    }
}
