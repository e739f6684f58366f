// SPDX-License-Identifier: Apache-2.0
package io.headerhop.micrometercontext;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.spi.InboundScope;
import io.micrometer.context.ThreadLocalAccessor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Tells Micrometer's context-propagation what the current headers are, and makes those current that it carries to
 * another thread. It is found by {@link java.util.ServiceLoader}; applications need only {@link #KEY}, and only where
 * they write a context themselves:
 *
 * <pre>{@code
 * mono.contextWrite(context -> context.put(HeaderPropagationThreadLocalAccessor.KEY, headers));
 * }</pre>
 *
 * <p>Stateless. Values are {@link CapturedHeaders}, those of a request that came without any header too: on the thread
 * that gets them, nothing is current then.
 */
public final class HeaderPropagationThreadLocalAccessor implements ThreadLocalAccessor<CapturedHeaders> {
    /** The key in a Reactor context or a context snapshot; it never changes. */
    public static final String KEY = "headerhop.headers";

    // Which scope a restore ends is nowhere in the interface, so that each thread remembers those it has open. As in
    // core, it keeps an empty slot of a class of the JDK's.
    private static final ThreadLocal<@Nullable AtomicReference<@Nullable Change>> INNERMOST = new ThreadLocal<>();

    /** For {@link java.util.ServiceLoader}. */
    public HeaderPropagationThreadLocalAccessor() {
        Adapters.handsOver("io.micrometer.context.");
    }

    @Override
    public Object key() {
        return KEY;
    }

    /** What is current on this thread; null outside of a request. */
    @Override
    public @Nullable CapturedHeaders getValue() {
        CapturedHeaders current = CapturedHeaders.current();
        return current == CapturedHeaders.none() ? null : current;
    }

    @Override
    public void setValue(CapturedHeaders headers) {
        AtomicReference<@Nullable Change> slot = INNERMOST.get();
        if (slot == null) {
            slot = new AtomicReference<>();
            INNERMOST.set(slot);
        }
        slot.set(new Change(getValue(), Adapters.makeCurrent(headers), innermost(slot)));
    }

    /** Makes nothing current. */
    @Override
    public void setValue() {
        setValue(CapturedHeaders.none());
    }

    /**
     * Ends what the matching {@link #setValue(CapturedHeaders)} began, and all that was begun inside of it and never
     * ended. Headers whose request has ended since, on another thread, do not become current again.
     */
    @Override
    public void restore(CapturedHeaders previous) {
        undo(previous);
    }

    /** The same, where nothing was current before. */
    @Override
    public void restore() {
        undo(null);
    }

    private static void undo(@Nullable CapturedHeaders previous) {
        AtomicReference<@Nullable Change> slot = INNERMOST.get();
        Change innermost = slot == null ? null : innermost(slot);
        Change change = innermost;
        while (change != null && change.previous != previous) {
            change = change.outer;
        }
        if (change == null) {
            // Those headers ended after the caller had asked for them, and before it set others.
            change = innermost;
        }
        if (slot != null && change != null) {
            slot.set(change.outer);
            change.scope.close();
        }
    }

    /** Passes over those that somebody forgot to restore, and that ended with a scope around them. */
    private static @Nullable Change innermost(AtomicReference<@Nullable Change> slot) {
        Change change = slot.get();
        while (change != null && !change.scope.isOpen()) {
            change = change.outer;
        }
        return change;
    }

    private record Change(
            @Nullable CapturedHeaders previous,
            InboundScope scope,
            @Nullable Change outer) {}
}
