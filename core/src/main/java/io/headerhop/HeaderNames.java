// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The names of the headers to carry. Immutable; names compare without regard to case. A name that ends in {@code *} is
 * a prefix and stands for all headers that start with it: {@code x-canary-*}. The name {@code b3} stands for B3 in both
 * of its forms, since one of them is stale where the other is fresh.
 *
 * <p>The presets are what tracing systems document. No preset has {@code cookie}, {@code authorization}, {@code jwt},
 * {@code x-forwarded-*} or {@code x-envoy-*}, and no prefix matches them: a credential sent on, or an
 * {@code x-forwarded-for} that makes an internal call look external to Envoy, does harm. To carry one anyway, name it
 * in full. What belongs to a single message or connection, such as {@code content-length} or {@code range}, is never
 * carried.
 */
public final class HeaderNames {
    private static final HeaderNames NONE = new HeaderNames(List.of(), List.of());

    private final List<String> exact;
    private final Set<String> exactSet;
    private final List<Prefix> prefixes;

    private HeaderNames(Collection<String> exact, Collection<Prefix> prefixes) {
        this.exact = List.copyOf(exact);
        this.exactSet = Set.copyOf(exact);
        this.prefixes = List.copyOf(prefixes);
    }

    /**
     * All names that start with this, except those that were taken out. No record: what the JVM makes for the methods
     * of one stays in its caches, and with it the classes of a web application that is no longer there.
     */
    private static final class Prefix {
        private final String start;
        private final HeaderNames without;

        Prefix(String start, HeaderNames without) {
            this.start = start;
            this.without = without;
        }

        boolean matches(String name) {
            return name.startsWith(start) && !without.takesAway(name);
        }

        /** Whether this takes all from it that it could match. */
        boolean isWithin(HeaderNames names) {
            return names.prefixes.stream().anyMatch(wider -> start.startsWith(wider.start) && wider.without.isEmpty());
        }

        Prefix minus(HeaderNames names) {
            return new Prefix(start, without.plus(names.thatCouldBeginWith(start)));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Prefix prefix && start.equals(prefix.start) && without.equals(prefix.without);
        }

        @Override
        public int hashCode() {
            return 31 * start.hashCode() + without.hashCode();
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(start).append('*');
            without.parts().forEach(part -> text.append(", -").append(part));
            return text.toString();
        }
    }

    private HeaderNames thatCouldBeginWith(String start) {
        return new HeaderNames(
                exact.stream().filter(name -> name.startsWith(start)).toList(),
                prefixes.stream()
                        .filter(prefix -> prefix.start.startsWith(start) || start.startsWith(prefix.start))
                        .toList());
    }

    /**
     * These names.
     *
     * @throws IllegalArgumentException if one is not a header name, but a preset's or with a minus; or one that belongs
     *     to a single connection or message, such as {@code host}; or a prefix that can match nothing
     */
    public static HeaderNames of(String... names) {
        Set<String> exact = new LinkedHashSet<>();
        Set<Prefix> prefixes = new LinkedHashSet<>();
        for (String name : names) {
            String lower = HeaderSyntax.requireCarriable(name);
            if (lower.endsWith("*")) {
                prefixes.add(new Prefix(lower.substring(0, lower.length() - 1), NONE));
            } else if (lower.equals("b3")) {
                exact.addAll(b3().exact);
            } else {
                exact.add(lower);
            }
        }
        return new HeaderNames(exact, prefixes);
    }

    static HeaderNames of(Preset preset) {
        return new HeaderNames(preset.names(), List.of());
    }

    /**
     * What a service in Istio has to copy, with any tracer that its mesh may use: x-request-id, the five x-b3-*, b3,
     * traceparent, tracestate. The default.
     *
     * @see <a href="https://istio.io/latest/docs/tasks/observability/distributed-tracing/overview/">Istio: distributed
     *     tracing</a>
     */
    public static HeaderNames istio() {
        return of(Preset.ISTIO);
    }

    /**
     * B3 in both of its forms: the x-b3-* headers and b3.
     *
     * @see <a href="https://github.com/openzipkin/b3-propagation">B3 propagation</a>
     */
    public static HeaderNames b3() {
        return of(Preset.B3);
    }

    /**
     * W3C Trace Context: traceparent, tracestate.
     *
     * @see <a href="https://www.w3.org/TR/trace-context/">Trace Context</a>
     */
    public static HeaderNames w3c() {
        return of(Preset.W3C);
    }

    /**
     * W3C Baggage: values that somebody further up attached for everyone further down, such as the routing key of a
     * preview environment. Not in {@link #istio()}: no mesh needs it to link spans, it can be 8 KiB long, and it may
     * hold data about users, which should go no further than somebody has decided.
     *
     * @see <a href="https://www.w3.org/TR/baggage/">Baggage</a>
     */
    public static HeaderNames baggage() {
        return of(Preset.BAGGAGE);
    }

    /** Datadog: the x-datadog-* headers. */
    public static HeaderNames datadog() {
        return of(Preset.DATADOG);
    }

    /** Apache SkyWalking: sw8, sw8-correlation, sw8-x. */
    public static HeaderNames skywalking() {
        return of(Preset.SKYWALKING);
    }

    /** Google Cloud: x-cloud-trace-context, grpc-trace-bin. */
    public static HeaderNames gcp() {
        return of(Preset.GCP);
    }

    /** AWS X-Ray: x-amzn-trace-id. */
    public static HeaderNames aws() {
        return of(Preset.AWS);
    }

    /** Lightstep's older tracer: x-ot-span-context. */
    public static HeaderNames lightstep() {
        return of(Preset.LIGHTSTEP);
    }

    /**
     * The header of Jaeger's own clients, from before OpenTelemetry: uber-trace-id. A mesh that reports to Jaeger does
     * not use it; see {@link #istio()}.
     */
    public static HeaderNames jaeger() {
        return of(Preset.JAEGER);
    }

    /** These names and more; see {@link #of}. */
    public HeaderNames plus(String... more) {
        return plus(of(more));
    }

    /** These names and more: what either of both means. */
    public HeaderNames plus(HeaderNames more) {
        Set<String> allExact = new LinkedHashSet<>(exact);
        allExact.addAll(more.exact);
        Set<Prefix> allPrefixes = new LinkedHashSet<>(prefixes);
        allPrefixes.addAll(more.prefixes);
        return new HeaderNames(allExact, allPrefixes);
    }

    /** These names without some; a name that is not there changes nothing. */
    public HeaderNames minus(String... some) {
        return minus(of(some));
    }

    /**
     * These names without some. To leave B3 to a tracer in the same service: {@code istio().minus(b3())}. A prefix
     * takes away the names that start with it, and a name is taken out of a prefix:
     * {@code of("x-tenant-*").minus("x-tenant-key")}.
     */
    public HeaderNames minus(HeaderNames some) {
        List<String> restOfExact =
                exact.stream().filter(name -> !some.takesAway(name)).toList();
        List<Prefix> restOfPrefixes = prefixes.stream()
                .filter(prefix -> !prefix.isWithin(some))
                .map(prefix -> prefix.minus(some))
                .toList();
        return new HeaderNames(restOfExact, restOfPrefixes);
    }

    List<String> exact() {
        return exact;
    }

    boolean isEmpty() {
        return exact.isEmpty() && prefixes.isEmpty();
    }

    boolean hasPrefixes() {
        return !prefixes.isEmpty();
    }

    /** Whether a name in lower case is matched by one of the prefixes and is no exact name. */
    boolean matchesPrefix(String name) {
        return startsWithOne(name) && !HeaderSyntax.isNeverByPrefix(name) && !exactSet.contains(name);
    }

    private boolean startsWithOne(String name) {
        for (int i = 0; i < prefixes.size(); i++) {
            if (prefixes.get(i).matches(name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a header with this name is one of these; {@code name} is case-insensitive. */
    public boolean contains(String name) {
        String lower = HeaderSyntax.lower(name);
        return exactSet.contains(lower) || matchesPrefix(lower);
    }

    /** As {@link #contains}, but a prefix takes away all names that start with it, also those that it never adds. */
    private boolean takesAway(String name) {
        return exactSet.contains(name) || startsWithOne(name);
    }

    private List<String> parts() {
        List<String> parts = new ArrayList<>(exact);
        prefixes.forEach(prefix -> parts.add(prefix.toString()));
        return parts;
    }

    /** The same names, in any order. */
    @Override
    public boolean equals(Object other) {
        return other instanceof HeaderNames names
                && exactSet.equals(names.exactSet)
                && new HashSet<>(prefixes).equals(new HashSet<>(names.prefixes));
    }

    @Override
    public int hashCode() {
        return exactSet.hashCode() + new HashSet<>(prefixes).hashCode();
    }

    /** The names, for a log line or an error message. */
    @Override
    public String toString() {
        return String.join(", ", parts());
    }
}
