// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Configuration without code; the settings are described at {@link HeaderPropagation#fromEnvironment()}. */
final class Environment {
    private static final String HEADERS = "headerhop.headers";
    private static final String DESTINATIONS = "headerhop.destinations";
    private static final String REPLACE = "headerhop.replace";
    private static final String GENERATE_REQUEST_ID = "headerhop.generate-request-id";
    // Other characters are legal too, but here they are most likely quotes, operators or a variable left unexpanded.
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_-]+\\*?");
    /** Read by headerhop-slf4j; a misspelt one is refused here with the others. */
    private static final String MDC = "headerhop.mdc";

    private static final List<String> PROPERTIES = List.of(HEADERS, DESTINATIONS, REPLACE, GENERATE_REQUEST_ID, MDC);

    private Environment() {}

    static @Nullable String get(String property) {
        String value = orNull(System.getProperty(property));
        return value != null ? value : orNull(System.getenv(variable(property)));
    }

    private static String variable(String property) {
        return property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** A variable that a deployment's template leaves empty counts as not set. */
    static @Nullable String orNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }

    /**
     * Refuses properties and variables that look like a misspelt setting, which would otherwise be ignored. Not every
     * name with this prefix: for a service named headerhop, Kubernetes sets HEADERHOP_PORT and others.
     */
    static void requireNoneMisspelt() {
        requireNoneMisspelt(System.getProperties().stringPropertyNames(), PROPERTIES);
        requireNoneMisspelt(
                System.getenv().keySet(),
                PROPERTIES.stream().map(Environment::variable).toList());
    }

    static void requireNoneMisspelt(Collection<String> names, List<String> known) {
        for (String name : names) {
            for (String setting : known) {
                if (!known.contains(name) && Words.isNearly(name, setting, 1)) {
                    throw new IllegalArgumentException(
                            "there is no setting " + HeaderSyntax.printable(name) + "; write " + setting);
                }
            }
        }
    }

    /** Refuses what holds for all of the JVM where it would be ignored. */
    static void requireNoneOfTheJvm(Function<String, @Nullable String> setting) {
        String mdc = orNull(setting.apply(MDC));
        if (mdc != null && !mdc.equals(get(MDC))) {
            throw new IllegalArgumentException(MDC + ": '" + HeaderSyntax.printable(mdc)
                    + "' is not read here, since it holds for all of the JVM; write it as the JVM's option -D" + MDC
                    + " or as the environment variable " + variable(MDC));
        }
    }

    static HeaderPropagation read(Function<String, @Nullable String> setting) {
        HeaderPropagation propagation = HeaderPropagation.istio();
        String headers = orNull(setting.apply(HEADERS));
        if (headers != null) {
            propagation = read(HEADERS, headers, list -> HeaderPropagation.of(names(list)));
        }
        String destinations = orNull(setting.apply(DESTINATIONS));
        if (destinations != null) {
            propagation = propagation.destinations(read(DESTINATIONS, destinations, Environment::destinations));
        }
        return propagation
                .replacing(isTrue(REPLACE, setting))
                .generatingRequestId(isTrue(GENERATE_REQUEST_ID, setting));
    }

    private static <T> T read(String property, String value, Function<String, T> parser) {
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(property + ": " + e.getMessage(), e);
        }
    }

    /** The items of a comma-separated list, and those with a minus, which are taken away wherever they stand. */
    private record Items(List<String> plus, List<String> minus) {
        static Items of(String list) {
            Items items = new Items(new ArrayList<>(), new ArrayList<>());
            Arrays.stream(list.split(","))
                    .map(String::strip)
                    .filter(item -> !item.isEmpty())
                    .forEach(item -> {
                        if (item.startsWith("-")) {
                            items.minus.add(item.substring(1).strip());
                        } else {
                            items.plus.add(item);
                        }
                    });
            return items;
        }
    }

    private static HeaderNames names(String list) {
        Items items = Items.of(list);
        HeaderNames names = HeaderNames.of();
        for (String item : items.plus) {
            names = names.plus(presetOrName(item));
        }
        for (String item : items.minus) {
            HeaderNames rest = names.minus(presetOrName(item));
            if (rest.equals(names) && !names.isEmpty()) {
                throw new IllegalArgumentException("'-" + HeaderSyntax.printable(item)
                        + "' takes nothing away from the rest; leave it out, or write a name that is in "
                        + HeaderSyntax.printable(names.toString()));
            }
            names = rest;
        }
        if (names.isEmpty()) {
            throw new IllegalArgumentException("'" + HeaderSyntax.printable(list) + "' leaves nothing to carry;"
                    + " write a list to take it away from, such as istio,-b3");
        }
        return names;
    }

    private static HeaderNames presetOrName(String item) {
        Preset preset = Preset.of(item);
        if (preset != null) {
            return HeaderNames.of(preset);
        }
        if (!PLAIN_NAME.matcher(item).matches()) {
            throw new IllegalArgumentException("'" + HeaderSyntax.printable(item) + "' is not a header name;"
                    + " write one such as x-request-id, or a prefix such as x-canary-*, with commas between them and"
                    + " without quotes");
        }
        String instead = Preset.insteadOf(item);
        if (instead != null) {
            throw new IllegalArgumentException("'" + HeaderSyntax.printable(item) + "' is probably a mistake; write "
                    + instead + " (a header that is really called so can be named in code)");
        }
        return HeaderNames.of(item);
    }

    private static Destinations destinations(String list) {
        Items items = Items.of(list);
        if (items.plus.isEmpty()) {
            throw new IllegalArgumentException("'" + HeaderSyntax.printable(list) + "' names no host;"
                    + " write a list to take it away from, such as addressed,-bank");
        }
        List<String> hosts = new ArrayList<>(items.plus);
        boolean addressed = hosts.removeIf(item -> isWord("addressed", item));
        boolean inMesh = hosts.removeIf(item -> isWord("in-mesh", item));
        Stream.concat(hosts.stream(), items.minus.stream()).forEach(Environment::requireHost);
        Destinations base = addressed ? Destinations.addressed() : inMesh ? Destinations.inMesh() : null;
        String[] names = hosts.toArray(String[]::new);
        Destinations all = base == null ? Destinations.only(names) : names.length == 0 ? base : base.plus(names);
        return items.minus.isEmpty() ? all : all.except(items.minus.toArray(String[]::new));
    }

    private static void requireHost(String item) {
        boolean isWord = List.of("all", "any", "none", "mesh", "*").contains(item.toLowerCase(Locale.ROOT));
        if (isWord || Words.isNearly(item, "addressed", 1) || Words.isNearly(item, "in-mesh", 1)) {
            throw new IllegalArgumentException("'" + HeaderSyntax.printable(item) + "' is probably no host; write"
                    + " addressed for all hosts that the code calls, in-mesh, or hosts; and after a minus hosts only"
                    + " (one that is really called so can be named in code)");
        }
    }

    /** As in code, too: inMesh. */
    private static boolean isWord(String word, String item) {
        return Words.plain(item).equals(Words.plain(word));
    }

    private static boolean isTrue(String property, Function<String, @Nullable String> setting) {
        String value = orNull(setting.apply(property));
        if (value == null || value.strip().equalsIgnoreCase("false")) {
            return false;
        }
        if (value.strip().equalsIgnoreCase("true")) {
            return true;
        }
        throw new IllegalArgumentException(
                property + ": '" + HeaderSyntax.printable(value) + "' must be true or false");
    }
}
