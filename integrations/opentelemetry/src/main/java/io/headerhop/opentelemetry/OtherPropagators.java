// SPDX-License-Identifier: Apache-2.0
package io.headerhop.opentelemetry;

import io.headerhop.HeaderNames;
import io.headerhop.HeaderPropagation;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The propagators that are configured beside ours. If there is a tracer's among them, B3 and W3C are left to it,
 * whichever of them it writes: the other would carry the caller's ids on, and the sidecar might go by those.
 */
final class OtherPropagators {
    private static final List<String> DEFAULT = List.of("tracecontext", "baggage");
    private static final String BAGGAGE = "baggage";

    private static final Map<String, HeaderNames> OF_OTHER_SYSTEMS = Map.of(
            "jaeger", HeaderNames.jaeger(),
            "ottrace", HeaderNames.of("ot-tracer-traceid", "ot-tracer-spanid", "ot-tracer-sampled"),
            "xray", HeaderNames.aws(),
            "xray-lambda", HeaderNames.aws());

    private final List<String> names;

    private OtherPropagators(List<String> names) {
        this.names = names;
    }

    static OtherPropagators in(ConfigProperties config) {
        return new OtherPropagators(config.getList("otel.propagators", DEFAULT).stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.equals(HeaderPropagationPropagatorProvider.NAME) && !name.equals("none"))
                .toList());
    }

    HeaderPropagation leaveTheirs(HeaderPropagation rules) {
        HeaderNames ours = rules.names();
        if (names.contains(BAGGAGE)) {
            ours = ours.minus(HeaderNames.baggage());
        }
        if (names.stream().anyMatch(name -> !name.equals(BAGGAGE))) {
            ours = ours.minus(HeaderNames.b3()).minus(HeaderNames.w3c());
            for (String name : names) {
                ours = ours.minus(OF_OTHER_SYSTEMS.getOrDefault(name, HeaderNames.of()));
            }
        }
        if (ours.equals(HeaderNames.of())) {
            throw new IllegalArgumentException("headerhop.headers: beside the propagators " + String.join(",", names)
                    + ", which write their own headers, '" + rules.names() + "' leaves nothing to carry; add headers to"
                    + " it, or leave headerhop out of otel.propagators");
        }
        return ours.equals(rules.names()) ? rules : rules.names(ours);
    }
}
