// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import java.lang.StackWalker.StackFrame;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The calls that were made where no request was current, one for each line of code. A service may rightly make such
 * calls all day. So the stack is looked at ten times a second at most for calls of one kind, and a hundred times for
 * all: the frequent ones must not hide the one that is made by mistake.
 */
final class LostCalls {
    private static final int MAX_LINES = 100;
    private static final int MAX_FRAMES = 1000;
    private static final int MAX_LINE_LENGTH = 300;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long PAUSE_OF_ALL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    // So much of what was not used before may be made up for at once.
    private static final long BURST_NANOS = TimeUnit.SECONDS.toNanos(1);
    // Some kinds of calls share a slot: others every nine seconds, so that none is hidden for good.
    private static final int BITS_OF_SHARING_NANOS = 33;
    private static final int BITS_OF_SLOT = 7;
    private static final int SLOTS = 1 << BITS_OF_SLOT;
    private static final StackWalker STACK = StackWalker.getInstance();

    // By line and cause; the latest last.
    private final Map<String, LostCall> byPlace = new LinkedHashMap<>();
    // When to look again, by kind of call.
    private final AtomicLongArray nextNanos = new AtomicLongArray(SLOTS);
    private final AtomicLong nextNanosOfAll = new AtomicLong(System.nanoTime());

    LostCalls() {
        long now = nextNanosOfAll.get();
        for (int i = 0; i < SLOTS; i++) {
            nextNanos.set(i, now);
        }
    }

    /**
     * Looks where the call comes from that is being made on this thread, unless another one of its kind was looked at a
     * moment ago.
     */
    @Nullable LostCall add(String client, String host) {
        long now = System.nanoTime();
        int slot = slotOf(kindOf(client, host, Thread.currentThread().getName()), now);
        long due = nextNanos.get(slot);
        if (now - due < 0 || !mayLook(now) || !nextNanos.compareAndSet(slot, due, now + PAUSE_NANOS)) {
            return null;
        }
        try {
            LostCall call = look(client, host);
            add(call);
            return call;
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            // Near the end of a deep stack, for instance: that must not become the call's failure.
            return null;
        }
    }

    private boolean mayLook(long now) {
        long due = nextNanosOfAll.get();
        long ahead = Math.max(0, due - now);
        return ahead < BURST_NANOS && nextNanosOfAll.compareAndSet(due, now + ahead + PAUSE_OF_ALL_NANOS);
    }

    /**
     * Of one kind are calls by a client to a host on threads whose names differ by the number at the end, as those of
     * one pool. Some characters of the name will do: this is done in each call.
     */
    private static int kindOf(String client, String host, String thread) {
        int end = thread.length();
        while (end > 0 && thread.charAt(end - 1) >= '0' && thread.charAt(end - 1) <= '9') {
            end--;
        }
        int hash = 31 * client.hashCode() + host.hashCode() + end;
        for (int i = 0; i < end && i < 16; i += 5) {
            hash = 31 * hash + thread.charAt(i);
        }
        return hash;
    }

    static int slotOf(int kind, long nanos) {
        // Fibonacci hashing: the upper bits of the product depend on all bits of the hash.
        return (kind ^ (int) (nanos >>> BITS_OF_SHARING_NANOS)) * 0x9e3779b9 >>> Integer.SIZE - BITS_OF_SLOT;
    }

    private synchronized void add(LostCall call) {
        String place = placeOf(call);
        if (byPlace.remove(place) == null && byPlace.size() == MAX_LINES) {
            byPlace.remove(byPlace.keySet().iterator().next());
        }
        byPlace.put(place, call);
    }

    static String placeOf(LostCall call) {
        return call.line() + " " + call.cause();
    }

    /** The latest first. */
    synchronized List<LostCall> all() {
        List<LostCall> calls = new ArrayList<>(byPlace.values());
        Collections.reverse(calls);
        return List.copyOf(calls);
    }

    /** Where the call comes from that is being made on this thread. */
    static LostCall look(String client, String host) {
        return STACK.walk(frames -> look(client, host, frames));
    }

    private static LostCall look(String client, String host, Stream<StackFrame> frames) {
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
        return new LostCall(
                HeaderSyntax.printable(client),
                HeaderSyntax.printable(host),
                HeaderSyntax.printable(Current.nameOf(Thread.currentThread())),
                line == null ? "an unknown line" : HeaderSyntax.printable(line, MAX_LINE_LENGTH),
                cause.cause(),
                cause.fix(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                cause.isLikelyForRequest());
    }

    /** As a stack trace has it, without class loader and module. */
    private static String lineOf(StackTraceElement frame) {
        String source = frame.getFileName() == null ? "Unknown Source" : frame.getFileName();
        String line = frame.getLineNumber() < 0 ? "" : ":" + frame.getLineNumber();
        return frame.getClassName() + "." + frame.getMethodName() + "(" + source + line + ")";
    }
}
