// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The table of the headers that tracing systems define, a row for each: everything that this library knows of a header
 * by its name follows from it. A new row needs a factory of its name in {@link HeaderNames}, whose Javadoc is its
 * documentation, and a line in {@code docs/which-headers.md}; tests check both.
 */
enum Preset {
    B3(Row.group("x-b3-traceid", "x-b3-spanid", "x-b3-parentspanid", "x-b3-sampled", "x-b3-flags", "b3")
            .id("x-b3-traceid", "x-b3-spanid", "x-b3-parentspanid")),
    W3C(Row.group("traceparent").lists("tracestate")),
    BAGGAGE(Row.each().lists("baggage")),
    DATADOG(Row.group(
                    "x-datadog-trace-id",
                    "x-datadog-parent-id",
                    "x-datadog-sampling-priority",
                    "x-datadog-origin",
                    "x-datadog-tags")
            .id("x-datadog-trace-id", "x-datadog-parent-id")),
    SKYWALKING(Row.group("sw8").lists("sw8-correlation", "sw8-x")),
    GCP(Row.each("x-cloud-trace-context", "grpc-trace-bin")),
    AWS(Row.each("x-amzn-trace-id")),
    LIGHTSTEP(Row.each("x-ot-span-context")),
    JAEGER(Row.each("uber-trace-id")),
    ISTIO(Row.each("x-request-id").and(B3, W3C));

    /** What other tools call the same, without hyphens: OTEL_PROPAGATORS, Spring Boot, Sleuth, Brave, Istio. */
    private static final Map<String, String> OF_OTHER_TOOLS = Map.ofEntries(
            Map.entry("tracecontext", "w3c"),
            Map.entry("w3ctracecontext", "w3c"),
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
            Map.entry("ottrace", "ot-tracer-traceid,ot-tracer-spanid,ot-tracer-sampled"),
            Map.entry("xray", "aws"),
            Map.entry("xraylambda", "aws"),
            Map.entry("awsxray", "aws"),
            Map.entry("google", "gcp"),
            Map.entry("stackdriver", "gcp"),
            Map.entry("cloudtrace", "gcp"),
            Map.entry("opencensus", "grpc-trace-bin"),
            Map.entry("sw", "skywalking"));

    private static final Map<String, Preset> GROUPS = new HashMap<>();
    private static final Set<String> SINGLE_VALUED = new HashSet<>();

    static {
        for (Preset preset : values()) {
            SINGLE_VALUED.addAll(preset.row.single);
            if (preset.row.isGroup) {
                preset.row.all.forEach(name -> GROUPS.put(name, preset));
            }
        }
    }

    private final Row row;

    Preset(Row row) {
        this.row = row;
    }

    /** The names in lower case, in the order in which they are carried. */
    List<String> names() {
        return row.all;
    }

    /** Of each system, the names that are one id together: without one of the first two, the others name no span. */
    static Stream<List<String>> ids() {
        return Arrays.stream(values()).map(preset -> preset.row.id).filter(id -> !id.isEmpty());
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The preset of this word; {@code word} is case-insensitive. Null if there is none. */
    static @Nullable Preset of(String word) {
        return Arrays.stream(values())
                .filter(preset -> preset.name().equalsIgnoreCase(word))
                .findFirst()
                .orElse(null);
    }

    /**
     * The headers that only make sense together with this one: if the caller set one of them, none of the others is
     * added. Null if it stands alone. {@code name} is in lower case.
     */
    static @Nullable Preset groupOf(String name) {
        return GROUPS.get(name);
    }

    /** Whether a header in lower case can have one value only; what is not in the table can have several. */
    static boolean isSingleValued(String name) {
        return SINGLE_VALUED.contains(name);
    }

    /** Every header in the table, in lower case. */
    static Stream<String> known() {
        return Arrays.stream(values())
                .flatMap(preset -> preset.names().stream())
                .distinct();
    }

    /** What to write instead of a word that is nearly one of ours, or another tool's; null if it is neither. */
    static @Nullable String insteadOf(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        if (known().anyMatch(lower::equals)) {
            return null;
        }
        String ours = OF_OTHER_TOOLS.get(Words.plain(lower));
        if (ours != null) {
            return ours;
        }
        if (lower.endsWith("-") || known().anyMatch(known -> known.startsWith(lower + "-") && known.startsWith("x-"))) {
            return lower.replaceFirst("-*$", "") + "-* for all headers with this prefix";
        }
        return Stream.concat(
                        Arrays.stream(values())
                                .filter(preset -> preset.isMeantBy(lower))
                                .map(Preset::word),
                        known().filter(name -> Words.isNearly(lower, name, name.length() < 7 ? 0 : 1)))
                .findFirst()
                .orElse(null);
    }

    private boolean isMeantBy(String word) {
        int length = name().length();
        return Words.isNearly(word, word(), length < 5 ? 0 : length < 7 ? 1 : 2);
    }

    /** The headers of one system. Those that are not said to be lists have one value. */
    private static final class Row {
        private final boolean isGroup;
        private final List<String> single;
        private final List<String> all;
        private List<String> id = List.of();

        private Row(boolean isGroup, List<String> single) {
            this.isGroup = isGroup;
            this.single = single;
            this.all = new ArrayList<>(single);
        }

        /** They only make sense together. */
        static Row group(String... single) {
            return new Row(true, List.of(single));
        }

        /** Each stands alone. */
        static Row each(String... single) {
            return new Row(false, List.of(single));
        }

        Row lists(String... names) {
            all.addAll(List.of(names));
            return this;
        }

        Row id(String... names) {
            id = List.of(names);
            return this;
        }

        Row and(Preset... others) {
            List.of(others).forEach(other -> all.addAll(other.names()));
            return this;
        }
    }
}
