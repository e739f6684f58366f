// SPDX-License-Identifier: Apache-2.0
package io.headerhop.quarkusrest;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderPropagation;
import io.headerhop.spi.InboundScope;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.resteasy.reactive.server.core.CurrentRequest;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jspecify.annotations.Nullable;

/**
 * Makes a request's headers current for as long as Quarkus REST works for it on a thread. Quarkus says on each thread,
 * I/O threads and workers alike, when that begins and when it ends: it has to, since CDI's request scope depends on it.
 * Thread-safe.
 */
final class CurrentRequestHeaders implements CurrentRequest {
    // As in core, a thread keeps an empty slot of a class of the JDK's.
    private static final ThreadLocal<@Nullable AtomicReference<@Nullable InboundScope>> OPEN = new ThreadLocal<>();

    private final CurrentRequest quarkus;
    private final HeaderPropagation rules;

    CurrentRequestHeaders(CurrentRequest quarkus, HeaderPropagation rules) {
        this.quarkus = quarkus;
        this.rules = rules;
    }

    @Override
    public @Nullable ResteasyReactiveRequestContext get() {
        return quarkus.get();
    }

    /** @param request null when Quarkus has done what there was to do for a request on this thread */
    @Override
    public void set(@Nullable ResteasyReactiveRequestContext request) {
        AtomicReference<@Nullable InboundScope> slot = OPEN.get();
        InboundScope open = slot == null ? null : slot.getPlain();
        if (slot != null && open != null) {
            slot.setPlain(null);
            open.close();
        }
        if (request != null) {
            if (slot == null) {
                slot = new AtomicReference<>();
                OPEN.set(slot);
            }
            slot.setPlain(Adapters.makeCurrent(captureOnce(request)));
        }
        quarkus.set(request);
    }

    private CapturedHeaders captureOnce(ResteasyReactiveRequestContext request) {
        if (request.getProperty(Adapters.REQUEST_ATTRIBUTE) instanceof CapturedHeaders known) {
            return known;
        }
        CapturedHeaders captured = Adapters.capture(rules, request.serverRequest(), RequestReader.INSTANCE);
        request.setProperty(Adapters.REQUEST_ATTRIBUTE, captured);
        return captured;
    }
}
