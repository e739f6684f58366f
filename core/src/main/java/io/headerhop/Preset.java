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

    /** What other tools call the same, without hyphens: OTEL_PROPAGATORS, Spring Boot, Sleuth, Brave, Istio. */
    private static final Map<String, String> OF_OTHER_TOOLS = Map.ofEntries(
            Map.entry("tracecontext", "w3c or traceparent,tracestate"),
            Map.entry("w3ctracecontext", "w3c or traceparent,tracestate"),
            Map.entry("opentelemetry", "w3c"),
            Map.entry("otel", "w3c"),
            Map.entry("wc3", "w3c"),
            Map.entry("b3multi", "b3"),
            Map.entry("b3single", "b3"),
            Map.entry("b3singlenoparent", "b3"),
            Map.entry("zipkin", "b3"),
            Map.entry("brave", "b3"),
            Map.entry("sleuth", "b3"),
            Map.entry("envoy", "istio"),
            Map.entry("mesh", "istio"),
            Map.entry("default", "istio"),
            Map.entry("true", "istio"),
            Map.entry("all", "istio and the names of your own"),
            Map.entry("none", "what to carry, or leave the library out"),
            Map.entry("false", "what to carry, or leave the library out"),
            Map.entry("jaeger", "uber-trace-id"),
            Map.entry("ottrace", "ot-tracer-traceid,ot-tracer-spanid,ot-tracer-sampled"),
            Map.entry("xray", "aws"),
            Map.entry("xraylambda", "aws"),
            Map.entry("awsxray", "aws"),
            Map.entry("google", "gcp"),
            Map.entry("stackdriver", "gcp"),
            Map.entry("cloudtrace", "gcp"),
            Map.entry("opencensus", "grpc-trace-bin"),
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
        if (HeaderNames.known().anyMatch(lower::equals)) {
            return null;
        }
        String ours = OF_OTHER_TOOLS.get(Words.plain(lower));
        if (ours != null) {
            return ours;
        }
        if (lower.endsWith("-")
                || HeaderNames.known().anyMatch(known -> known.startsWith(lower + "-") && known.startsWith("x-"))) {
            return lower.replaceFirst("-*$", "") + "-* for all that begin so";
        }
        return Stream.concat(
                        Arrays.stream(values())
                                .filter(preset -> preset.isMeantBy(lower))
                                .map(Preset::word),
                        HeaderNames.known().filter(name -> Words.isNearly(lower, name, name.length() < 7 ? 0 : 1)))
                .findFirst()
                .orElse(null);
    }

    private boolean isMeantBy(String word) {
        int length = name().length();
        return Words.isNearly(word, word(), length < 5 ? 0 : length < 7 ? 1 : 2);
    }
}
