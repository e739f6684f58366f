// SPDX-License-Identifier: Apache-2.0
package io.headerhop.quarkusrest;

import io.headerhop.Adapters;
import io.headerhop.HeaderPropagation;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.filters.Filters;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

/** Installs the adapter when Quarkus starts, by the application's own bean of rules if it has one. */
@Singleton
final class Installation {
    /** Before all other filters, and so before authentication and routes. */
    private static final int FIRST = Integer.MAX_VALUE;

    void install(
            @Observes Filters filters, CurrentVertxRequest currentRequest, Instance<HeaderPropagation> applications) {
        // Fails if there are several.
        HeaderPropagation rules =
                applications.isUnsatisfied() ? HeaderPropagation.fromEnvironment() : applications.get();
        RequestContext requests = new RequestContext(rules, currentRequest);
        filters.register(requests, FIRST);
        Adapters.askFramework(requests::current);
        Adapters.inbound("Quarkus filter", rules);
    }

    /** The next application may be started in the same JVM. */
    void uninstall(@Observes ShutdownEvent stopped) {
        Adapters.askFramework(null);
    }
}
