// SPDX-License-Identifier: Apache-2.0
package io.headerhop.opentelemetry;

import io.opentelemetry.instrumentation.api.incubator.instrumenter.InstrumenterCustomizer;
import io.opentelemetry.instrumentation.api.incubator.instrumenter.InstrumenterCustomizerProvider;
import io.opentelemetry.instrumentation.api.instrumenter.ContextCustomizer;

/** Keeps the host of each call for the propagator, whether or not the call's span is sampled. */
public final class HeaderPropagationInstrumenterCustomizer implements InstrumenterCustomizerProvider {
    private static final ContextCustomizer<Object> HOST = (context, request, attributes) -> {
        HeaderPropagationPropagatorProvider.warnIfNobodyWantsIt();
        return Called.begun(context, attributes);
    };

    /** For OpenTelemetry. */
    public HeaderPropagationInstrumenterCustomizer() {}

    @Override
    public void customize(InstrumenterCustomizer customizer) {
        InstrumenterCustomizer unused = customizer.addContextCustomizer(HOST);
    }
}
