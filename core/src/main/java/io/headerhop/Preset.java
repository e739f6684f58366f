package io.headerhop;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The words that stand for several headers in a configuration without code, and what is easily taken for one. */
enum Preset {
    ISTIO(HeaderNames::istio),
    B3(HeaderNames::b3),
    W3C(HeaderNames::w3c),
    DATADOG(HeaderNames::datadog),
    SKYWALKING(HeaderNames::skywalking),
    GCP(HeaderNames::gcp),
    AWS(HeaderNames::aws),
    LIGHTSTEP(HeaderNames::lightstep);

    /** What other tools call the same: OpenTelemetry's OTEL_PROPAGATORS, Sleuth, Brave, Istio's providers. */
    private static final Map<String, String> OF_OTHER_TOOLS = Map.ofEntries(
            Map.entry("tracecontext", "traceparent,tracestate or w3c"),
            Map.entry("trace-context", "traceparent,tracestate or w3c"),
            Map.entry("opentelemetry", "w3c"),
            Map.entry("otel", "w3c"),
            Map.entry("b3multi", "b3"),
            Map.entry("b3single", "b3"),
            Map.entry("zipkin", "b3"),
            Map.entry("brave", "b3"),
            Map.entry("sleuth", "b3"),
            Map.entry("envoy", "istio"),
            Map.entry("mesh", "istio"),
            Map.entry("default", "istio"),
            Map.entry("all", "istio, and the names of others"),
            Map.entry("jaeger", "uber-trace-id"),
            Map.entry("ottrace", "ot-tracer-traceid,ot-tracer-spanid,ot-tracer-sampled"),
            Map.entry("xray", "aws"),
            Map.entry("xray-lambda", "aws"),
            Map.entry("google", "gcp"),
            Map.entry("stackdriver", "gcp"),
            Map.entry("sw", "skywalking"));

    private final Supplier<HeaderNames> names;

    Preset(Supplier<HeaderNames> names) {
        this.names = names;
    }

    HeaderNames names() {
        return names.get();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The preset of this word, in whatever case; null for any other. */
    static @Nullable Preset of(String word) {
        return Arrays.stream(values())
                .filter(preset -> preset.name().equalsIgnoreCase(word))
                .findFirst()
                .orElse(null);
    }

    /** What to write instead of a word that is nearly one of ours, or another tool's; null where it is neither. */
    static @Nullable String insteadOf(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        String ours = OF_OTHER_TOOLS.get(lower);
        if (ours != null) {
            return ours;
        }
        if (HeaderNames.known().anyMatch(lower::equals)) {
            return null;
        }
        return Stream.concat(
                        Arrays.stream(values())
                                .filter(preset -> preset.isMeantBy(lower))
                                .map(Preset::word),
                        // Of two slips a name of somebody's own, x-trace-id, would be a misspelt x-b3-traceid.
                        HeaderNames.known().filter(name -> Words.isNearly(lower, name, name.length() < 8 ? 0 : 1)))
                .findFirst()
                .orElse(null);
    }

    private boolean isMeantBy(String word) {
        int length = name().length();
        return Words.isNearly(word, word(), length < 5 ? 0 : length < 7 ? 1 : 2);
    }
}
