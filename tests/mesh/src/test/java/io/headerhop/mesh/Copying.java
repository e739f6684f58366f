// SPDX-License-Identifier: Apache-2.0
package io.headerhop.mesh;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Without Headerhop: what people write by hand, and how it fails. */
enum Copying implements Handling {
    /** No propagation. */
    NOTHING,
    /** Everything named in Istio's documentation, unchanged. */
    EVERYTHING,
    /** The same but {@code b3}. */
    WITHOUT_B3,
    /** What many guides name: x-request-id and the x-b3-* headers. */
    ONLY_X_B3,
    /** What the application's own tracer would send. */
    ONLY_W3C;

    private static final Set<String> X_B3 =
            Set.of("x-b3-traceid", "x-b3-spanid", "x-b3-parentspanid", "x-b3-sampled", "x-b3-flags");
    private static final Set<String> W3C = Set.of("traceparent", "tracestate");
    private static final Set<String> REQUEST_ID = Set.of("x-request-id");
    private static final Set<String> B3 = Set.of("b3");

    @Override
    public String path() {
        return "/plain/" + name().toLowerCase(Locale.ROOT);
    }

    static Copying of(String pathSegment) {
        return valueOf(pathSegment.toUpperCase(Locale.ROOT));
    }

    Set<String> names() {
        return switch (this) {
            case NOTHING -> Set.of();
            case EVERYTHING -> all(Stream.of(REQUEST_ID, X_B3, B3, W3C));
            case WITHOUT_B3 -> all(Stream.of(REQUEST_ID, X_B3, W3C));
            case ONLY_X_B3 -> all(Stream.of(REQUEST_ID, X_B3));
            case ONLY_W3C -> W3C;
        };
    }

    private static Set<String> all(Stream<Set<String>> names) {
        return names.flatMap(Set::stream).collect(Collectors.toSet());
    }
}
