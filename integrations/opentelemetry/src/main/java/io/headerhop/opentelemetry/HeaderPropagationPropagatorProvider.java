// SPDX-License-Identifier: Apache-2.0
package io.headerhop.opentelemetry;

import io.headerhop.Adapters;
import io.headerhop.HeaderPropagation;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurablePropagatorProvider;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Makes {@code otel.propagators=headerhop} work, in the SDK's autoconfiguration and in the agent. The settings are
 * those of {@link HeaderPropagation#fromEnvironment()}; a configuration file of the agent can have them, too.
 */
public final class HeaderPropagationPropagatorProvider implements ConfigurablePropagatorProvider {
    static final String NAME = "headerhop";

    private static final AtomicBoolean MADE_OR_WARNED = new AtomicBoolean();

    /** For OpenTelemetry. */
    public HeaderPropagationPropagatorProvider() {}

    @Override
    public TextMapPropagator getPropagator(ConfigProperties config) {
        HeaderPropagation rules = HeaderPropagation.from(config::getString);
        HeaderPropagation ours = OtherPropagators.in(config).leaveTheirs(rules);
        MADE_OR_WARNED.set(true);
        return new HeaderPropagator(ours);
    }

    /** Called when OpenTelemetry instruments something: all propagators are made before that. */
    static void warnIfNobodyWantsIt() {
        if (!MADE_OR_WARNED.get() && MADE_OR_WARNED.compareAndSet(false, true)) {
            Adapters.warn(
                    "Headerhop is among the extensions of OpenTelemetry, but not among its propagators, and carries"
                            + " nothing; add headerhop to otel.propagators");
        }
    }

    @Override
    public String getName() {
        return NAME;
    }
}
