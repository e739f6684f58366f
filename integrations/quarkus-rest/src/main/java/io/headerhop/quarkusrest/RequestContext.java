// SPDX-License-Identifier: Apache-2.0
package io.headerhop.quarkusrest;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderPropagation;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Captures the headers of each request before Quarkus does anything else with it, and keeps them with the request and
 * in its own Vert.x context, until it ends. Quarkus takes both to each thread that works for the request, I/O threads
 * and workers alike, but does not say when a thread has finished: so nothing is kept with threads. Stateless.
 */
final class RequestContext implements Handler<RoutingContext> {
    private static final String KEY = RequestContext.class.getName();

    private final HeaderPropagation rules;
    private final CurrentVertxRequest currentRequest;

    RequestContext(HeaderPropagation rules, CurrentVertxRequest currentRequest) {
        this.rules = rules;
        this.currentRequest = currentRequest;
    }

    /** A request that is routed anew comes here again. */
    @Override
    public void handle(RoutingContext request) {
        if (request.get(KEY) == null) {
            AtomicReference<CapturedHeaders> captured = new AtomicReference<>(
                    Adapters.capture(rules, request.request().headers(), RequestReader.INSTANCE));
            request.put(KEY, captured);
            Context context = ownContext();
            if (context != null) {
                context.putLocal(KEY, captured);
            }
            // A timer that the request has started goes on in its context for ever.
            request.addEndHandler(ended -> captured.set(CapturedHeaders.none()));
        }
        request.next();
    }

    /** What was captured from the request that this thread is working for. */
    CapturedHeaders current() {
        AtomicReference<CapturedHeaders> captured = ofCurrentRequest();
        if (captured == null) {
            Context context = ownContext();
            captured = context == null ? null : context.getLocal(KEY);
        }
        return captured == null ? CapturedHeaders.none() : captured.get();
    }

    /**
     * Of the request that CDI knows. One that another request resumes is answered in the Vert.x context of that other
     * one.
     */
    private @Nullable AtomicReference<CapturedHeaders> ofCurrentRequest() {
        ArcContainer container = Arc.container();
        if (container == null || !container.requestContext().isActive()) {
            return null;
        }
        RoutingContext request = currentRequest.getCurrent();
        return request == null ? null : request.get(KEY);
    }

    /** The context of one request alone. In those that requests share, Quarkus forbids even to look. */
    private static @Nullable Context ownContext() {
        Context context = Vertx.currentContext();
        return context != null && VertxContext.isDuplicatedContext(context) ? context : null;
    }
}
