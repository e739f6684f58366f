// SPDX-License-Identifier: Apache-2.0
package io.headerhop.quarkusrest;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderPropagation;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import org.jboss.resteasy.reactive.server.core.CurrentRequest;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jspecify.annotations.Nullable;

/**
 * Captures the headers of a request where Quarkus REST says that it begins to work for it, and keeps them in the
 * request's own Vert.x context. Quarkus takes that context to each thread that works for the request, I/O threads and
 * workers alike, but never says that a thread has finished: so nothing is kept with threads. Stateless.
 */
final class CurrentRequestHeaders implements CurrentRequest {
    private final CurrentRequest quarkus;
    private final HeaderPropagation rules;

    CurrentRequestHeaders(CurrentRequest quarkus, HeaderPropagation rules) {
        this.quarkus = quarkus;
        this.rules = rules;
    }

    /** What was captured from the request that this thread is working for. */
    static CapturedHeaders current() {
        Context context = Vertx.currentContext();
        CapturedHeaders captured = context == null ? null : context.getLocal(Adapters.REQUEST_ATTRIBUTE);
        return captured == null ? CapturedHeaders.none() : captured;
    }

    @Override
    public @Nullable ResteasyReactiveRequestContext get() {
        return quarkus.get();
    }

    /** Called on each thread that begins to work for a request, with null where there is none. */
    @Override
    public void set(@Nullable ResteasyReactiveRequestContext request) {
        quarkus.set(request);
        Context context = Vertx.currentContext();
        if (request != null && context != null && context.getLocal(Adapters.REQUEST_ATTRIBUTE) == null) {
            context.putLocal(
                    Adapters.REQUEST_ATTRIBUTE,
                    Adapters.capture(rules, request.serverRequest(), RequestReader.INSTANCE));
        }
    }
}
