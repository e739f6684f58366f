// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The calls that were made where no request was current, one for each line of code. The stack is looked at a few times
 * a second at most, since a service may rightly make such calls all day.
 */
final class LostCalls {
    private static final int MAX_LINES = 100;
    private static final int MAX_FRAMES = 1000;
    private static final int MAX_LINE_LENGTH = 300;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final StackWalker STACK = StackWalker.getInstance();

    // By line and cause; the latest last.
    private final Map<String, LostCall> byPlace = new LinkedHashMap<>();
    private final AtomicLong nextNanos = new AtomicLong(System.nanoTime());

    /**
     * Looks where the call comes from that is being made on this thread.
     *
     * @return the call, if its headers were probably lost at a place that has not been seen before
     */
    @Nullable LostCall add(String client, String host) {
        long now = System.nanoTime();
        long due = nextNanos.get();
        if (now - due < 0 || !nextNanos.compareAndSet(due, now + PAUSE_NANOS)) {
            return null;
        }
        return add(STACK.walk(frames -> look(client, host, frames)));
    }

    private synchronized @Nullable LostCall add(Seen seen) {
        String place = seen.call.line() + " " + seen.call.cause();
        LostCall before = byPlace.remove(place);
        if (before == null && byPlace.size() == MAX_LINES) {
            byPlace.remove(byPlace.keySet().iterator().next());
        }
        byPlace.put(place, seen.call);
        return before == null && seen.likelyForRequest ? seen.call : null;
    }

    /** The latest first. */
    synchronized List<LostCall> all() {
        List<LostCall> calls = new ArrayList<>(byPlace.values());
        Collections.reverse(calls);
        return List.copyOf(calls);
    }

    private static Seen look(String client, String host, Stream<StackFrame> frames) {
        String line = null;
        String name = "";
        List<String> stretch = new ArrayList<>();
        List<List<String>> stretches = new ArrayList<>();
        for (StackFrame frame : (Iterable<StackFrame>) frames.limit(MAX_FRAMES)::iterator) {
            StackTraceElement element = frame.toStackTraceElement();
            boolean onlyPassesOn = line == null && ApplicationCode.isCalledByInterceptors(name);
            name = element.getClassName() + "." + element.getMethodName();
            if (onlyPassesOn || !ApplicationCode.contains(element)) {
                stretch.add(name);
                continue;
            }
            if (line == null) {
                line = lineOf(element);
            } else {
                stretches.add(stretch);
            }
            stretch = new ArrayList<>();
        }
        if (stretch.isEmpty() && name.endsWith(".run")) {
            // A class of the application that extends Thread.
            stretch.add("java.lang.Thread.run");
        }
        stretches.add(stretch);
        LossCause cause = LossCause.of(stretches, line != null, Current.isNothingChosen());
        LostCall call = new LostCall(
                HeaderSyntax.printable(client),
                HeaderSyntax.printable(host),
                HeaderSyntax.printable(Current.nameOf(Thread.currentThread())),
                line == null ? "an unknown line" : HeaderSyntax.printable(line, MAX_LINE_LENGTH),
                cause.cause(),
                cause.fix());
        return new Seen(call, cause.isLikelyForRequest());
    }

    /** As a stack trace has it, without class loader and module. */
    private static String lineOf(StackTraceElement frame) {
        String source = frame.getFileName() == null ? "Unknown Source" : frame.getFileName();
        String line = frame.getLineNumber() < 0 ? "" : ":" + frame.getLineNumber();
        return frame.getClassName() + "." + frame.getMethodName() + "(" + source + line + ")";
    }

    private record Seen(LostCall call, boolean likelyForRequest) {}
}
