package io.headerhop;

import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Configuration without code; the settings are described at {@link HeaderPropagation#fromEnvironment()}. */
final class Environment {
    private static final String HEADERS = "headerhop.headers";
    private static final String DESTINATIONS = "headerhop.destinations";
    private static final String REPLACE = "headerhop.replace";
    private static final String GENERATE_REQUEST_ID = "headerhop.generate-request-id";

    private Environment() {}

    static @Nullable String get(String property) {
        String value = System.getProperty(property);
        String variable = property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
        return value != null ? value : System.getenv(variable);
    }

    static HeaderPropagation read(Function<String, @Nullable String> setting) {
        HeaderPropagation propagation = HeaderPropagation.istio();
        String headers = setting.apply(HEADERS);
        if (headers != null) {
            propagation = read(HEADERS, headers, list -> HeaderPropagation.of(names(list)));
        }
        String destinations = setting.apply(DESTINATIONS);
        if (destinations != null) {
            propagation = propagation.destinations(read(
                    DESTINATIONS,
                    destinations,
                    list -> Destinations.only(list.strip().split("\\s*,\\s*"))));
        }
        if (isTrue(REPLACE, setting)) {
            propagation = propagation.replacing();
        }
        return isTrue(GENERATE_REQUEST_ID, setting) ? propagation.generatingRequestId() : propagation;
    }

    private static <T> T read(String property, String value, Function<String, T> parser) {
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(property + ": " + e.getMessage(), e);
        }
    }

    private static HeaderNames names(String list) {
        HeaderNames names = HeaderNames.of();
        for (String item : list.strip().split("\\s*,\\s*")) {
            names = item.startsWith("-")
                    ? names.minus(presetOrName(item.substring(1)))
                    : names.plus(presetOrName(item));
        }
        if (names.isEmpty()) {
            throw new IllegalArgumentException("'" + HeaderSyntax.printable(list) + "' leaves no header to carry;"
                    + " write what to take away from as well, such as istio,-b3");
        }
        return names;
    }

    private static HeaderNames presetOrName(String item) {
        return switch (item.toLowerCase(Locale.ROOT)) {
            case "istio" -> HeaderNames.istio();
            case "b3" -> HeaderNames.b3();
            case "w3c" -> HeaderNames.w3c();
            case "datadog" -> HeaderNames.datadog();
            case "skywalking" -> HeaderNames.skywalking();
            case "gcp" -> HeaderNames.gcp();
            case "aws" -> HeaderNames.aws();
            case "lightstep" -> HeaderNames.lightstep();
            default -> HeaderNames.of(item);
        };
    }

    private static boolean isTrue(String property, Function<String, @Nullable String> setting) {
        String value = setting.apply(property);
        if (value == null || value.strip().equalsIgnoreCase("false")) {
            return false;
        }
        if (value.strip().equalsIgnoreCase("true")) {
            return true;
        }
        throw new IllegalArgumentException(
                property + ": '" + HeaderSyntax.printable(value) + "' is neither true nor false; write one of them");
    }
}
