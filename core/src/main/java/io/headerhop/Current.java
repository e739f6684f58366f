// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import io.headerhop.spi.InboundScope;
import java.lang.invoke.VarHandle;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is current on each thread: a stack, linked from the innermost frame outwards, whose top is in a slot that the
 * thread keeps. A frame is pushed for each scope. A scope that ends on its own thread takes those inside it along,
 * which somebody forgot to close. One that ends on another thread leaves the slot at once if it is the top, and else
 * when those inside have ended.
 *
 * <p>Around code that this library itself runs, no frame is needed: the headers themselves are put into the slot, and
 * what was there before is kept in a local variable ({@link #enter}, {@link #leave}).
 *
 * <p>Only its own thread puts anything into a slot; others replace an ended top by what is below it. So the thread's
 * own writes need not be atomic. They need a fence only where another thread may end what they uncover.
 */
@SuppressWarnings("ReferenceEquality") // Which frame it is, counts.
final class Current {
    // A thread keeps its slot, empty: set and removed, an entry for each request would cost three times as much. Class
    // and content of an empty slot are the JDK's, so that it holds nothing of a stopped application. Not inheritable: a
    // pool's thread would keep the headers of the request under which it happened to be started.
    private static final ThreadLocal<@Nullable AtomicReference<@Nullable Object>> SLOT = new ThreadLocal<>();

    // Asked where a thread has nothing of its own.
    private static volatile @Nullable Supplier<CapturedHeaders> framework;

    // Told of each slot when it is made, once somebody has asked for all.
    private static volatile @Nullable Map<Thread, AtomicReference<@Nullable Object>> slots;

    private Current() {}

    static CapturedHeaders get() {
        AtomicReference<@Nullable Object> slot = SLOT.get();
        if (slot == null) {
            return ofFramework();
        }
        Object top = innermost(slot);
        if (top == null) {
            CurrentListeners.tellOfNothing();
        }
        return headersOf(top);
    }

    private static CapturedHeaders headersOf(@Nullable Object top) {
        if (top instanceof Frame frame) {
            return frame.headers;
        }
        return top == null ? ofFramework() : (CapturedHeaders) top;
    }

    private static CapturedHeaders ofFramework() {
        Supplier<CapturedHeaders> known = framework;
        if (known == null) {
            return CapturedHeaders.none();
        }
        try {
            return Objects.requireNonNull(known.get());
        } catch (RuntimeException | LinkageError e) {
            // Else each call of the application would fail with it.
            CapturedHeaders.none()
                    .rules()
                    .report(PropagationEvent.USER_CODE_FAILED, e.getClass().getName());
            return CapturedHeaders.none();
        }
    }

    /**
     * Whether nothing is current on this thread by choice. What an adapter clears, it clears since it knows of no
     * headers.
     */
    static boolean isNothingChosen() {
        AtomicReference<@Nullable Object> slot = SLOT.get();
        Object top = slot == null ? null : innermost(slot);
        return top instanceof Frame frame && (frame.marks & Frame.CHOSEN) != 0;
    }

    static void askFramework(@Nullable Supplier<CapturedHeaders> headers) {
        framework = headers;
    }

    static OpenScope push(CapturedHeaders headers) {
        AtomicReference<@Nullable Object> slot = slot();
        return open(slot, new Frame(headers, innermost(slot)));
    }

    /** The same for the application, which may choose that there are none. */
    static OpenScope pushChosen(CapturedHeaders headers) {
        AtomicReference<@Nullable Object> slot = slot();
        Frame frame = new Frame(headers, innermost(slot));
        if (headers == CapturedHeaders.none()) {
            frame.marks = Frame.CHOSEN;
        }
        return open(slot, frame);
    }

    private static OpenScope open(AtomicReference<@Nullable Object> slot, Frame frame) {
        slot.setRelease(frame);
        CurrentListeners.tell(frame.headers);
        return new OpenScope(frame, slot);
    }

    /**
     * Makes headers current until {@link #leave}, which must follow on the same thread whatever happens in between.
     *
     * @return what {@link #leave} needs
     */
    static @Nullable Object enter(CapturedHeaders headers) {
        AtomicReference<@Nullable Object> slot = slot();
        Object outer = innermost(slot);
        slot.setRelease(headers);
        CurrentListeners.tell(headers);
        return outer;
    }

    /** Ends what {@link #enter} began, and the scopes that were opened since and left open. */
    static void leave(CapturedHeaders headers, @Nullable Object outer) {
        AtomicReference<@Nullable Object> slot = slot();
        Object top = slot.getAcquire();
        boolean someInside = top != headers && endFrames(top, null);
        uncover(slot, outer);
        if (someInside) {
            headers.rules().report(PropagationEvent.SCOPE_CLOSED_OUT_OF_ORDER, nameOf(Thread.currentThread()));
        }
    }

    private static AtomicReference<@Nullable Object> slot() {
        AtomicReference<@Nullable Object> slot = SLOT.get();
        if (slot == null) {
            slot = new AtomicReference<>();
            SLOT.set(slot);
            Map<Thread, AtomicReference<@Nullable Object>> watched = slots;
            if (watched != null) {
                watched.put(Thread.currentThread(), slot);
            }
        }
        return slot;
    }

    /**
     * The threads that have headers now, of those that had none before this was first called. For the testkit, which
     * looks for headers that a test has left behind; a service never calls it.
     */
    static synchronized Map<Thread, CapturedHeaders> onAllThreads() {
        Map<Thread, AtomicReference<@Nullable Object>> watched = slots;
        if (watched == null) {
            slots = Collections.synchronizedMap(new WeakHashMap<>());
            return Map.of();
        }
        Map<Thread, CapturedHeaders> headers = new HashMap<>();
        synchronized (watched) {
            for (Map.Entry<Thread, AtomicReference<@Nullable Object>> entry : watched.entrySet()) {
                Object top = innermost(entry.getValue());
                if (top != null) {
                    headers.put(entry.getKey(), top instanceof Frame frame ? frame.headers : (CapturedHeaders) top);
                }
            }
        }
        headers.values().removeIf(CapturedHeaders::isEmpty);
        return headers;
    }

    /** What is innermost and has not ended, which is then in the slot. Called on any thread. */
    private static @Nullable Object innermost(AtomicReference<@Nullable Object> slot) {
        Object top = slot.getAcquire();
        while (top instanceof Frame frame && frame.ended) {
            slot.compareAndSet(top, firstOpen(top));
            top = slot.getAcquire();
        }
        return top;
    }

    private static @Nullable Object firstOpen(@Nullable Object top) {
        Object open = top;
        while (open instanceof Frame frame && frame.ended) {
            open = frame.outer;
        }
        return open;
    }

    /** On the slot's own thread. */
    private static void uncover(AtomicReference<@Nullable Object> slot, @Nullable Object outer) {
        slot.setRelease(outer);
        Object top = outer;
        if (outer != null) {
            // Either this thread sees here that another one has ended it, or that one sees it in the slot.
            VarHandle.fullFence();
            top = innermost(slot);
        }
        CurrentListeners.tell(top == null ? CapturedHeaders.none() : headersOf(top));
    }

    /** Ends the frames from the top outwards, up to one; returns whether any was open. */
    private static boolean endFrames(@Nullable Object top, @Nullable Frame upTo) {
        boolean some = false;
        for (Object inside = top; inside instanceof Frame frame && frame != upTo; inside = frame.outer) {
            some |= !frame.ended;
            frame.ended = true;
        }
        return some;
    }

    static String nameOf(Thread thread) {
        // A virtual thread has no name unless it is given one.
        return thread.getName().isEmpty() ? "thread " + thread.getId() : thread.getName();
    }

    /** What is on the stack, apart from the scope, which the compiler then need not really make. */
    private static final class Frame {
        private static final byte CHOSEN = 1;
        private static final byte CLOSED = 2;

        private final CapturedHeaders headers;
        // A frame, or the headers of code that this library runs. Written on this frame's own thread only. Another one
        // may read what it was before: then it only passes more frames that have ended.
        private @Nullable Object outer;
        // How many frames there were from here outwards, ended ones included.
        private char depth;
        // Not volatile: who must see them has been told that the scope has ended, or looks at the slot.
        private boolean ended;
        // Whether the application chose these, and whether the scope was closed. One field, as with another one each
        // frame would take eight bytes more.
        private byte marks;

        Frame(CapturedHeaders headers, @Nullable Object outer) {
            this.headers = headers;
            this.outer = outer;
            if (outer instanceof Frame frame) {
                depth = (char) Math.min(frame.depth + 1, Character.MAX_VALUE);
                // Scopes that others end under one that stays open would pile up. Looked for each time that their
                // number has doubled, this costs next to nothing.
                if (depth > 8 && (Integer.bitCount(depth) == 1 || depth == Character.MAX_VALUE)) {
                    forgetEndedOnes();
                }
            }
        }

        private void forgetEndedOnes() {
            int count = 0;
            for (Object next = this; next instanceof Frame frame; next = frame.outer) {
                frame.outer = firstOpen(frame.outer);
                count++;
            }
            // Below the highest: the next look is that many scopes away.
            depth = (char) Math.min(count, 0x8000);
        }
    }

    /** The handle of a frame. */
    static final class OpenScope implements Scope, InboundScope {
        private final Frame frame;
        private final AtomicReference<@Nullable Object> slot;
        private final Thread thread = Thread.currentThread();

        private OpenScope(Frame frame, AtomicReference<@Nullable Object> slot) {
            this.frame = frame;
            this.slot = slot;
        }

        @Override
        public void close() {
            boolean here = thread.equals(Thread.currentThread());
            if (here && slot.getAcquire() == frame) {
                frame.ended = true;
                frame.marks |= Frame.CLOSED;
                uncover(slot, frame.outer);
                // Somebody may hold on to this scope; that must not keep those around it alive.
                frame.outer = null;
            } else {
                closeElsewhereOrOutOfOrder(here);
            }
        }

        private void closeElsewhereOrOutOfOrder(boolean here) {
            boolean closedBefore = (frame.marks & Frame.CLOSED) != 0;
            boolean endedBefore = frame.ended;
            frame.marks |= Frame.CLOSED;
            // Also where this scope has ended before, on another thread: what is inside ends here or never.
            boolean someInside = here && endThoseInside();
            expire();
            // Last: the observer is the user's code.
            if (someInside || here && !endedBefore) {
                report(PropagationEvent.SCOPE_CLOSED_OUT_OF_ORDER);
            } else if (closedBefore) {
                report(PropagationEvent.SCOPE_CLOSED_TWICE);
            } else if (!here && !endedBefore) {
                report(PropagationEvent.SCOPE_CLOSED_ON_OTHER_THREAD);
            }
        }

        /** Whether there were any. */
        private boolean endThoseInside() {
            Object top = slot.getAcquire();
            Object found = top;
            while (found instanceof Frame inside && inside != frame) {
                found = inside.outer;
            }
            // Not there: it was the innermost one when it ended, or was forgotten since, or this is called by code that
            // this library runs inside it and that goes on with its own headers.
            return found == frame && endFrames(top, frame);
        }

        @Override
        public void expire() {
            frame.ended = true;
            VarHandle.fullFence();
            Object top = innermost(slot);
            if (thread.equals(Thread.currentThread())) {
                CurrentListeners.tell(top == null ? CapturedHeaders.none() : headersOf(top));
            }
        }

        @Override
        public boolean isOpen() {
            return !frame.ended;
        }

        private void report(PropagationEvent event) {
            frame.headers.rules().report(event, nameOf(thread));
        }
    }
}
