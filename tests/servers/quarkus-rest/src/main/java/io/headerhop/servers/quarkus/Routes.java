// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.quarkus;

import io.headerhop.servers.Headers;
import io.quarkus.vertx.web.Route;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;

/** Routes of Vert.x, which are not Quarkus REST's. */
@ApplicationScoped
public class Routes {
    @Route(path = "/route", methods = Route.HttpMethod.GET)
    String onTheEventLoop() {
        return Headers.current();
    }

    @Route(path = "/route/blocking", methods = Route.HttpMethod.GET, type = Route.HandlerType.BLOCKING)
    String onAWorker() {
        return Headers.current();
    }

    /** Later, on the same event loop: other requests have been served meanwhile. */
    @Route(path = "/route/later", methods = Route.HttpMethod.GET)
    Uni<String> later() {
        return Uni.createFrom()
                .emitter(emitter ->
                        Vertx.currentContext().owner().setTimer(5, timer -> emitter.complete(Headers.current())));
    }
}
