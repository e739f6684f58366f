// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.demo;

import io.headerhop.examples.shop.demo.broken.Fault;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The demo's options. {@code ./run --help} describes each.
 *
 * @param url the base URL of a backend that is already running; null if the demo starts one
 * @param fault how the storefront loses headers; null if it does not
 */
record Options(
        boolean once,
        boolean propagation,
        int requests,
        SidecarKind sidecar,
        BackendKind backend,
        @Nullable URI url,
        @Nullable Fault fault) {
    static final List<String> NAMES = List.of(
            "--once",
            "--without-propagation",
            "--break",
            "--requests",
            "--sidecar",
            "--backend",
            "--zipkin",
            "--jaeger");

    private static final int MAX_REQUESTS = 100;

    enum SidecarKind {
        EMBEDDED,
        ENVOY;

        /** As it is written in options and results. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    enum BackendKind {
        ZIPKIN("http://127.0.0.1:9411"),
        JAEGER("http://127.0.0.1:16686");

        private final String example;

        BackendKind(String example) {
            this.example = example;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** An invalid option; the message is for the user. */
    static final class UsageException extends Exception {
        private static final long serialVersionUID = 1;

        UsageException(String message) {
            super(message);
        }
    }

    static Options parse(String... args) throws UsageException {
        Map<String, String> given = given(args);
        SidecarKind sidecar = oneOf("--sidecar", SidecarKind.values(), given);
        BackendKind backend = oneOf("--backend", BackendKind.values(), given);
        for (BackendKind other : BackendKind.values()) {
            if (other != backend && given.containsKey("--" + other.word())) {
                throw new UsageException("--" + other.word() + ": only with --backend " + other.word());
            }
        }
        if (given.containsKey("--break") && given.containsKey("--without-propagation")) {
            throw new UsageException("--break: not with --without-propagation, which loses all headers anyway");
        }
        return new Options(
                given.containsKey("--once"),
                !given.containsKey("--without-propagation"),
                requests(given.getOrDefault("--requests", "5")),
                sidecar,
                backend,
                url(backend, given.get("--" + backend.word()), sidecar),
                given.containsKey("--break") ? oneOf("--break", Fault.values(), given) : null);
    }

    private static Map<String, String> given(String... args) throws UsageException {
        Map<String, String> given = new HashMap<>();
        Iterator<String> rest = List.of(args).iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            if (!NAMES.contains(option)) {
                throw new UsageException("Unknown option " + option);
            }
            boolean isSwitch = option.equals("--once") || option.equals("--without-propagation");
            if (!isSwitch && !rest.hasNext()) {
                throw new UsageException(option + " needs a value");
            }
            given.put(option, isSwitch ? "" : rest.next());
        }
        return given;
    }

    private static int requests(String value) throws UsageException {
        try {
            int requests = Integer.parseInt(value);
            if (requests >= 1 && requests <= MAX_REQUESTS) {
                return requests;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new UsageException("--requests " + value + ": give a number from 1 to " + MAX_REQUESTS);
    }

    /** The first kind is the default. */
    private static <E extends Enum<E>> E oneOf(String option, E[] kinds, Map<String, String> given)
            throws UsageException {
        String value = given.get(option);
        if (value == null) {
            return kinds[0];
        }
        for (E kind : kinds) {
            if (wordOf(kind).equals(value)) {
                return kind;
            }
        }
        String words = Stream.of(kinds).map(Options::wordOf).collect(Collectors.joining(" or "));
        throw new UsageException(option + " " + value + ": give " + words);
    }

    private static String wordOf(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static @Nullable URI url(BackendKind backend, @Nullable String value, SidecarKind sidecar)
            throws UsageException {
        if (value == null) {
            return null;
        }
        try {
            URI url = new URI(value);
            boolean https = "https".equals(url.getScheme());
            if (https && sidecar == SidecarKind.ENVOY && backend == BackendKind.ZIPKIN) {
                throw new UsageException(
                        "--zipkin " + value + ": here Envoy sends its spans by http only; give an http URL");
            }
            if ((https || "http".equals(url.getScheme())) && url.getHost() != null) {
                return url;
            }
        } catch (URISyntaxException e) {
            // said below
        }
        throw new UsageException("--" + backend.word() + " " + value + ": give a URL such as " + backend.example);
    }
}
