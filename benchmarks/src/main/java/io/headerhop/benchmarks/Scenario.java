// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The inbound headers, which of them to carry, and how many calls one request makes.
 *
 * @param inbound the request's headers, in order
 * @param names the exact names to carry, in lower case
 * @param prefix also carried: every header whose name begins with it
 */
record Scenario(
        String name,
        List<Header> inbound,
        List<String> names,
        @Nullable String prefix,
        int calls) {
    /** What Headerhop carries by default. */
    static final List<String> ISTIO = List.of(
            "x-request-id",
            "x-b3-traceid",
            "x-b3-spanid",
            "x-b3-parentspanid",
            "x-b3-sampled",
            "x-b3-flags",
            "b3",
            "traceparent",
            "tracestate");

    private static final Header REQUEST_ID = new Header("x-request-id", "7d7f4a3e-2b1c-4d8e-9f00-1234567890ab");
    private static final List<Header> B3 = List.of(
            REQUEST_ID,
            new Header("x-b3-traceid", "463ac35c9f6413ad48485a3953bb6124"),
            new Header("x-b3-spanid", "a2fb4a1d1a96d312"),
            new Header("x-b3-parentspanid", "0020000000000001"),
            new Header("x-b3-sampled", "1"),
            new Header("x-b3-flags", "0"));
    private static final List<Header> W3C = List.of(
            REQUEST_ID,
            new Header("traceparent", "00-463ac35c9f6413ad48485a3953bb6124-a2fb4a1d1a96d312-01"),
            new Header("tracestate", "vendor=opaque123,other=xyz789"));
    private static final List<Header> CUSTOM = List.of(
            new Header("x-custom-b", "blue"),
            new Header("x-custom-yf", "7"),
            new Header("x-canary-user", "true"),
            new Header("x-canary-build", "1842"));
    private static final List<Header> UNRELATED = List.of(
            new Header("host", "orders.shop.svc.cluster.local:8080"),
            new Header(
                    "user-agent",
                    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36"),
            new Header("accept", "application/json, text/plain, */*"),
            new Header("accept-encoding", "gzip, deflate, br"),
            new Header("accept-language", "en-GB,en;q=0.9,de;q=0.8"),
            new Header("cookie", "session=0123456789abcdef0123456789abcdef; theme=dark; consent=all-of-it"),
            new Header("content-type", "application/json"),
            new Header(
                    "authorization", "Bearer eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJlLXNpZ25hdA"),
            new Header("x-forwarded-for", "203.0.113.7, 10.0.0.12"),
            new Header("x-forwarded-proto", "https"),
            new Header("x-forwarded-host", "shop.example.com"),
            new Header("x-envoy-external-address", "203.0.113.7"),
            new Header("x-envoy-attempt-count", "1"),
            new Header("x-envoy-expected-rq-timeout-ms", "15000"),
            new Header("x-locale", "en-GB"),
            new Header("x-tenant", "shop-1"),
            new Header("x-client-version", "4.18.2"),
            new Header("x-region", "eu-west-1"),
            new Header("x-feature", "checkout-2"),
            new Header("x-shard", "17"),
            new Header("x-zone", "b"));

    private static final String NOTHING_CURRENT = "nothingCurrent";
    private static final Pattern GROWING = Pattern.compile("names(\\d+)headers(\\d+)");

    /**
     * {@code b3, w3c, none, custom} (20 names and a prefix), {@code twoCalls} (b3, two calls), {@code nothingCurrent}
     * (a call that no filter is around), or {@code names<N>headers<M>}: N names to carry, six of which are among the M
     * inbound headers.
     */
    static Scenario of(String name) {
        return switch (name) {
            case "b3" -> new Scenario(name, inbound(21, B3), ISTIO, null, 1);
            case "twoCalls" -> new Scenario(name, inbound(21, B3), ISTIO, null, 2);
            case "w3c" -> new Scenario(name, inbound(21, W3C), ISTIO, null, 1);
            case "none" -> new Scenario(name, inbound(21, List.of()), ISTIO, null, 1);
            case NOTHING_CURRENT -> new Scenario(name, inbound(21, B3), ISTIO, null, 1);
            case "custom" -> new Scenario(name, inbound(27, join(W3C, CUSTOM)), names(20), "x-canary-", 1);
            default -> growing(name);
        };
    }

    private static Scenario growing(String name) {
        Matcher sizes = GROWING.matcher(name);
        if (!sizes.matches()) {
            throw new IllegalArgumentException("unknown scenario: " + name);
        }
        int names = Integer.parseInt(sizes.group(1));
        int headers = Integer.parseInt(sizes.group(2));
        return new Scenario(name, inbound(headers, B3), names(names), null, 1);
    }

    /** Unrelated headers up to the given total, then the others at the end, where a sidecar appends them. */
    private static List<Header> inbound(int sum, List<Header> others) {
        List<Header> unrelated = new ArrayList<>();
        for (int i = 0; i < sum - others.size(); i++) {
            unrelated.add(i < UNRELATED.size() ? UNRELATED.get(i) : new Header("x-unrelated-" + i, "value-" + i));
        }
        return join(unrelated, others);
    }

    private static List<String> names(int count) {
        List<String> names = new ArrayList<>(ISTIO);
        for (int i = 0; names.size() < count; i++) {
            // Of various lengths, like real names
            names.add("x-custom-" + "y".repeat(i / 4) + (char) ('a' + i % 26));
        }
        return List.copyOf(names);
    }

    private static List<Header> join(List<Header> some, List<Header> more) {
        List<Header> all = new ArrayList<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }

    /** Whether the call is made where the filter has made the request's headers current. */
    boolean isFiltered() {
        return !name.equals(NOTHING_CURRENT);
    }

    /** Whether tracers, which only know their own headers, can take part. */
    boolean isTracing() {
        return names.equals(ISTIO) && isFiltered();
    }

    /** The names beyond the default. */
    List<String> customNames() {
        return names.subList(ISTIO.size(), names.size());
    }

    /** The inbound headers to carry, as sorted lines. */
    List<String> expected() {
        return inbound.stream()
                .filter(header -> carries(header.name().toLowerCase(Locale.ROOT)))
                .map(Header::toString)
                .sorted()
                .toList();
    }

    private boolean carries(String lowerCase) {
        return isFiltered() && (names.contains(lowerCase) || prefix != null && lowerCase.startsWith(prefix));
    }
}
