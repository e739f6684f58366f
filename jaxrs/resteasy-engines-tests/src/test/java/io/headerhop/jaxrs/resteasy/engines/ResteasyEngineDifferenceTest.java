// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.resteasy.engines;

import io.headerhop.jaxrs.contract.ClientDifferenceContract;
import io.headerhop.jaxrs.contract.WayToInvoke;
import jakarta.ws.rs.client.ClientBuilder;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Without Vert.x's engine, which sometimes continues on the thread that reads the body and then waits for itself, with
 * or without Headerhop.
 */
@ParameterizedClass
@EnumSource(
        mode = EnumSource.Mode.EXCLUDE,
        names = {"VERTX", "JETTY_BY_CLASS_PATH"})
class ResteasyEngineDifferenceTest implements ClientDifferenceContract {
    private final Engine engine;

    ResteasyEngineDifferenceTest(Engine engine) {
        this.engine = engine;
    }

    @Override
    public ClientBuilder builder() {
        return engine.builder();
    }

    /** On an engine's own thread a callback cannot wait for the body, which that very thread would have to read. */
    @Override
    public Set<WayToInvoke> comparableWays() {
        return switch (engine) {
            case APACHE_ASYNC, REACTOR_NETTY -> EnumSet.complementOf(EnumSet.copyOf(WayToInvoke.WITH_CALLBACK));
            default -> ClientDifferenceContract.super.comparableWays();
        };
    }

    /** Does not apply: RESTEasy does not pass its builder's timeouts to an engine that the application created. */
    @Override
    public void aTimeoutEndsTheSame() {}
}
