// SPDX-License-Identifier: Apache-2.0
package io.headerhop.quarkusrest;

import io.headerhop.Adapters;
import io.headerhop.HeaderPropagation;
import io.quarkus.vertx.http.runtime.filters.Filters;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

/** Installs the adapter when Quarkus starts, by the application's own bean of rules if it has one. */
@Singleton
final class Installation {
    /** Before all other filters, and so before authentication and routes. */
    private static final int FIRST = Integer.MAX_VALUE;

    void install(@Observes Filters filters, Instance<HeaderPropagation> applications) {
        HeaderPropagation rules =
                applications.isResolvable() ? applications.get() : HeaderPropagation.fromEnvironment();
        filters.register(new RequestContext(rules), FIRST);
        Adapters.askFramework(RequestContext::current);
        Adapters.inbound("Quarkus filter", rules);
    }
}
