// SPDX-License-Identifier: Apache-2.0
package consumer;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.HashMap;
import java.util.Map;

/** Configures the SDK, which has the propagator only if it was found. */
public final class Main {
    private static final Map<String, String> SETTINGS = Map.of(
            "otel.propagators", "headerhop",
            "otel.traces.exporter", "none",
            "otel.metrics.exporter", "none",
            "otel.logs.exporter", "none");

    public static void main(String[] arguments) {
        TextMapPropagator propagator = AutoConfiguredOpenTelemetrySdk.builder()
                .addPropertiesSupplier(() -> SETTINGS)
                .disableShutdownHook()
                .build()
                .getOpenTelemetrySdk()
                .getPropagators()
                .getTextMapPropagator();
        Context context = propagator.extract(Context.root(), Map.of("b3", "0"), new Getter());
        Map<String, String> call = new HashMap<>();
        propagator.inject(context, call, Map::put);
        System.out.println("carried " + call.get("b3"));
    }

    @SuppressWarnings("deprecation") // keys, in newer versions
    private static final class Getter implements TextMapGetter<Map<String, String>> {
        @Override
        public Iterable<String> keys(Map<String, String> request) {
            return request.keySet();
        }

        @Override
        public String get(Map<String, String> request, String name) {
            return request.get(name);
        }
    }
}
