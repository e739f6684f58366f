// SPDX-License-Identifier: Apache-2.0
package io.headerhop.quarkusrest;

import io.headerhop.Adapters;
import io.headerhop.HeaderPropagation;
import io.quarkus.resteasy.reactive.server.runtime.QuarkusCurrentRequest;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;

/** Installs the adapter when Quarkus starts, by the application's own bean of rules if it has one. */
@Singleton
final class Installation {
    void install(
            @Observes StartupEvent started, CurrentVertxRequest request, Instance<HeaderPropagation> applications) {
        HeaderPropagation rules =
                applications.isResolvable() ? applications.get() : HeaderPropagation.fromEnvironment();
        CurrentRequestManager.setCurrentRequestInstance(
                new CurrentRequestHeaders(new QuarkusCurrentRequest(request), rules));
        Adapters.askFramework(CurrentRequestHeaders::current);
        Adapters.inbound("Quarkus REST", rules);
    }
}
