// SPDX-License-Identifier: Apache-2.0
/** Carries headers in OpenTelemetry's context, by a propagator. */
module io.headerhop.opentelemetry {
    requires static org.jspecify;
    requires transitive io.headerhop;
    requires transitive io.opentelemetry.context;
    requires transitive io.opentelemetry.sdk.autoconfigure.spi;
    requires io.opentelemetry.api;
    requires static io.opentelemetry.common;
    requires static io.opentelemetry.sdk.trace;
    requires static io.opentelemetry.instrumentation_api;
    requires static io.opentelemetry.instrumentation_api_incubator;

    exports io.headerhop.opentelemetry;

    provides io.opentelemetry.sdk.autoconfigure.spi.ConfigurablePropagatorProvider with
            io.headerhop.opentelemetry.HeaderPropagationPropagatorProvider;
    provides io.opentelemetry.instrumentation.api.incubator.instrumenter.InstrumenterCustomizerProvider with
            io.headerhop.opentelemetry.HeaderPropagationInstrumenterCustomizer;
}
