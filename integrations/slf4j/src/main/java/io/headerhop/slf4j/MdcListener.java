// SPDX-License-Identifier: Apache-2.0
package io.headerhop.slf4j;

import io.headerhop.CapturedHeaders;
import io.headerhop.spi.CurrentListener;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Puts the ids of the current request into SLF4J's {@link MDC}, on each thread that the headers are handed to, and puts
 * back what was there before when they are not current any more. Found by itself; the keys are configured by the system
 * property {@code headerhop.mdc} or the environment variable {@code HEADERHOP_MDC}:
 *
 * <table>
 * <caption>What can be shown</caption>
 * <tr><td>{@code requestId}</td><td>x-request-id</td></tr>
 * <tr><td>{@code traceId}, {@code spanId}</td><td>of traceparent or else of B3. The span is the one that the request
 * came in with: in a mesh, the sidecar's</td></tr>
 * <tr><td>{@code sampled}</td><td>true or false, from the same; with B3 also true for debug</td></tr>
 * <tr><td>a header's name, as {@code x-canary}</td><td>its first value</td></tr>
 * </table>
 *
 * Separated by commas, each under its own name or another one: {@code requestId,traceId=trace_id,x-canary=canary}. The
 * default is {@code requestId,traceId,spanId,sampled}. Only what was captured can be shown. Since anybody may have sent
 * it, trace and span ids are shown if they are hexadecimal, and of other values at most 128 characters, with {@code _}
 * in the place of all but letters, digits and {@code -._~:/+=@%}. Thread-safe.
 */
public final class MdcListener implements CurrentListener {
    // Per thread, what the keys had before ours came; no entry while nothing of ours is there. Of the JDK's classes
    // alone, so that it holds nothing of a stopped application.
    private static final ThreadLocal<@Nullable String[]> BEFORE = new ThreadLocal<>();

    private final List<MdcKey> keys;

    /** @throws IllegalArgumentException if the setting is wrong; the message says what to write */
    public MdcListener() {
        this(MdcKey.listFromEnvironment());
        // Without SLF4J this fails here, where it is told, and not in each request.
        Objects.requireNonNull(MDC.class);
    }

    MdcListener(List<MdcKey> keys) {
        this.keys = List.copyOf(keys);
    }

    @Override
    public void currentChanged(CapturedHeaders current) {
        @Nullable String[] before = BEFORE.get();
        if (current.isEmpty()) {
            if (before != null) {
                restore(before);
                BEFORE.remove();
            }
            return;
        }
        if (before == null) {
            before = new String[keys.size()];
            for (int i = 0; i < before.length; i++) {
                before[i] = MDC.get(keys.get(i).key());
            }
            BEFORE.set(before);
        }
        TraceIds trace = TraceIds.of(current);
        for (int i = 0; i < before.length; i++) {
            String value = keys.get(i).valueIn(current, trace);
            put(i, value != null ? value : before[i]);
        }
    }

    private void restore(@Nullable String[] before) {
        for (int i = 0; i < before.length; i++) {
            put(i, before[i]);
        }
    }

    private void put(int i, @Nullable String value) {
        if (value == null) {
            MDC.remove(keys.get(i).key());
        } else {
            MDC.put(keys.get(i).key(), value);
        }
    }
}
