// SPDX-License-Identifier: Apache-2.0
package io.headerhop.quarkusrest;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderPropagation;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;

/**
 * Captures the headers of each request before Quarkus does anything else with it, and keeps them in the request's own
 * Vert.x context. Quarkus takes that context to each thread that works for the request, I/O threads and workers alike,
 * but does not say when a thread has finished: so nothing is kept with threads. Stateless.
 */
final class RequestContext implements Handler<RoutingContext> {
    private final HeaderPropagation rules;

    RequestContext(HeaderPropagation rules) {
        this.rules = rules;
    }

    /** What was captured from the request that this thread is working for. */
    static CapturedHeaders current() {
        Context context = Vertx.currentContext();
        CapturedHeaders captured = context == null || !VertxContext.isDuplicatedContext(context)
                ? null
                : context.getLocal(Adapters.REQUEST_ATTRIBUTE);
        return captured == null ? CapturedHeaders.none() : captured;
    }

    /** A request that Quarkus routes anew comes here again. */
    @Override
    public void handle(RoutingContext request) {
        Context context = Vertx.currentContext();
        // Any other context is shared by requests.
        if (context != null
                && VertxContext.isDuplicatedContext(context)
                && context.getLocal(Adapters.REQUEST_ATTRIBUTE) == null) {
            context.putLocal(
                    Adapters.REQUEST_ATTRIBUTE,
                    Adapters.capture(rules, request.request().headers(), RequestReader.INSTANCE));
        }
        request.next();
    }
}
