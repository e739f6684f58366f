// SPDX-License-Identifier: Apache-2.0
package io.headerhop.opentelemetry;

import io.headerhop.HeaderPropagation;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurablePropagatorProvider;

/**
 * Makes {@code otel.propagators=headerhop} work, in the SDK's autoconfiguration and in the agent. The settings are
 * those of {@link HeaderPropagation#fromEnvironment()}; a configuration file of the agent can have them, too.
 */
public final class HeaderPropagationPropagatorProvider implements ConfigurablePropagatorProvider {
    static final String NAME = "headerhop";

    /** For OpenTelemetry. */
    public HeaderPropagationPropagatorProvider() {}

    @Override
    public TextMapPropagator getPropagator(ConfigProperties config) {
        HeaderPropagation rules = HeaderPropagation.from(config::getString);
        return new HeaderPropagator(OtherPropagators.in(config).leaveTheirs(rules));
    }

    @Override
    public String getName() {
        return NAME;
    }
}
