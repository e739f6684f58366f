package io.headerhop;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The names of the headers to carry. Immutable; names compare without regard to case. A name that ends in {@code *}
 * stands for all headers that begin so: {@code x-canary-*}.
 *
 * <p>The presets are what tracing systems document. No preset has {@code cookie}, {@code authorization}, {@code jwt},
 * {@code x-forwarded-*} or {@code x-envoy-*}, and no prefix matches them: a credential sent on, or an
 * {@code x-forwarded-for} that makes an internal call look external to Envoy, does harm. Who wants one of them anyway
 * names it in full. What belongs to a single message or connection, such as {@code content-length}, is never carried.
 */
public final class HeaderNames {
    private static final List<String> NEVER_BY_PREFIX =
            List.of("cookie", "set-cookie", "authorization", "proxy-authorization", "jwt", "x-forwarded-", "x-envoy-");

    private static final Set<String> SINGLE_VALUED = Set.of(
            "x-request-id",
            "b3",
            "x-b3-traceid",
            "x-b3-spanid",
            "x-b3-parentspanid",
            "x-b3-sampled",
            "x-b3-flags",
            "traceparent",
            "x-datadog-trace-id",
            "x-datadog-parent-id",
            "x-datadog-sampling-priority",
            "x-datadog-origin",
            "x-cloud-trace-context",
            "x-amzn-trace-id",
            "x-ot-span-context",
            "sw8");

    private final List<String> exact;
    private final List<String> prefixes;
    // Names and prefixes that were taken out of one of the prefixes.
    private final List<String> excluded;
    private final List<String> excludedPrefixes;

    private HeaderNames(
            Collection<String> exact,
            Collection<String> prefixes,
            Collection<String> excluded,
            Collection<String> excludedPrefixes) {
        this.exact = List.copyOf(exact);
        this.prefixes = List.copyOf(prefixes);
        this.excluded = List.copyOf(excluded);
        this.excludedPrefixes = List.copyOf(excludedPrefixes);
    }

    /**
     * These names.
     *
     * @throws IllegalArgumentException if one is not a header name, or one that belongs to a single connection or
     *     message, such as {@code host}, or a prefix that can match nothing
     */
    public static HeaderNames of(String... names) {
        Set<String> exact = new LinkedHashSet<>();
        Set<String> prefixes = new LinkedHashSet<>();
        for (String name : names) {
            String lower = HeaderSyntax.requireCarriable(name);
            if (lower.endsWith("*")) {
                prefixes.add(requireMatching(lower.substring(0, lower.length() - 1)));
            } else {
                exact.add(lower);
            }
        }
        return new HeaderNames(exact, prefixes, List.of(), List.of());
    }

    /**
     * What a service in Istio has to copy, whichever tracer its mesh uses: x-request-id, the five x-b3-*, b3,
     * traceparent, tracestate. The default.
     *
     * @see <a href="https://istio.io/latest/docs/tasks/observability/distributed-tracing/overview/">Istio: distributed
     *     tracing</a>
     */
    public static HeaderNames istio() {
        return of("x-request-id").plus(b3()).plus("traceparent", "tracestate");
    }

    /**
     * B3 in both of its forms: the x-b3-* headers and b3.
     *
     * @see <a href="https://github.com/openzipkin/b3-propagation">B3 propagation</a>
     */
    public static HeaderNames b3() {
        return of("x-b3-traceid", "x-b3-spanid", "x-b3-parentspanid", "x-b3-sampled", "x-b3-flags", "b3");
    }

    /**
     * W3C: traceparent, tracestate, baggage.
     *
     * @see <a href="https://www.w3.org/TR/trace-context/">Trace Context</a>
     * @see <a href="https://www.w3.org/TR/baggage/">Baggage</a>
     */
    public static HeaderNames w3c() {
        return of("traceparent", "tracestate", "baggage");
    }

    /** Datadog: the x-datadog-* headers. */
    public static HeaderNames datadog() {
        return of(HeaderGroup.DATADOG.names().toArray(String[]::new));
    }

    /** Apache SkyWalking: sw8, sw8-correlation, sw8-x. */
    public static HeaderNames skywalking() {
        return of(HeaderGroup.SKYWALKING.names().toArray(String[]::new));
    }

    /** Google Cloud: x-cloud-trace-context, grpc-trace-bin. */
    public static HeaderNames gcp() {
        return of("x-cloud-trace-context", "grpc-trace-bin");
    }

    /** AWS X-Ray: x-amzn-trace-id. */
    public static HeaderNames aws() {
        return of("x-amzn-trace-id");
    }

    /** Lightstep's older tracer: x-ot-span-context. */
    public static HeaderNames lightstep() {
        return of("x-ot-span-context");
    }

    /** These names and more; see {@link #of}. */
    public HeaderNames plus(String... more) {
        return plus(of(more));
    }

    /** These names and more. */
    public HeaderNames plus(HeaderNames more) {
        return new HeaderNames(
                union(exact, more.exact),
                union(prefixes, more.prefixes),
                difference(union(excluded, more.excluded), more.exact),
                difference(union(excludedPrefixes, more.excludedPrefixes), more.prefixes));
    }

    /** These names without some; a name that is not there changes nothing. */
    public HeaderNames minus(String... some) {
        return minus(of(some));
    }

    /**
     * These names without some. To leave B3 to a tracer in the same service: {@code istio().minus(b3())}. A prefix
     * takes away the names that begin so, and a name is taken out of a prefix:
     * {@code of("x-tenant-*").minus("x-tenant-key")}.
     */
    public HeaderNames minus(HeaderNames some) {
        List<String> restOfExact = difference(exact, some.exact);
        restOfExact.removeIf(name -> some.prefixes.stream().anyMatch(name::startsWith));
        List<String> restOfPrefixes = difference(prefixes, some.prefixes);
        restOfPrefixes.removeIf(prefix -> some.prefixes.stream().anyMatch(prefix::startsWith));
        List<String> outOfPrefixes = union(excluded, some.exact);
        outOfPrefixes.removeIf(name -> restOfPrefixes.stream().noneMatch(name::startsWith));
        List<String> prefixesOutOfPrefixes = union(excludedPrefixes, some.prefixes);
        prefixesOutOfPrefixes.removeIf(prefix -> restOfPrefixes.stream().noneMatch(prefix::startsWith));
        return new HeaderNames(restOfExact, restOfPrefixes, outOfPrefixes, prefixesOutOfPrefixes);
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

    /** Whether a name in lower case is meant by one of the prefixes and by no exact name. */
    boolean matchesPrefix(String name) {
        return prefixes.stream().anyMatch(name::startsWith)
                && !excluded.contains(name)
                && excludedPrefixes.stream().noneMatch(name::startsWith)
                && !isNeverByPrefix(name)
                && !HeaderSyntax.isOfOneMessage(name)
                && !exact.contains(name);
    }

    /** Whether a name in lower case is one of these. */
    boolean mean(String name) {
        return exact.contains(name) || matchesPrefix(name);
    }

    static boolean isSingleValued(String name) {
        return SINGLE_VALUED.contains(name);
    }

    private static boolean isNeverByPrefix(String name) {
        return NEVER_BY_PREFIX.stream().anyMatch(name::startsWith);
    }

    private static String requireMatching(String prefix) {
        if (isNeverByPrefix(prefix)) {
            throw new IllegalArgumentException(
                    "'" + HeaderSyntax.printable(prefix) + "*' matches nothing, since no prefix"
                            + " stands for credentials or what a proxy owns; write the header's full name, or leave it out");
        }
        return prefix;
    }

    private static List<String> union(List<String> some, List<String> more) {
        Set<String> all = new LinkedHashSet<>(some);
        all.addAll(more);
        return new ArrayList<>(all);
    }

    private static List<String> difference(List<String> some, List<String> without) {
        List<String> rest = new ArrayList<>(some);
        rest.removeAll(without);
        return rest;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HeaderNames names && toString().equals(names.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /** The names, for a log line or an error message. */
    @Override
    public String toString() {
        List<String> all = new ArrayList<>(exact);
        prefixes.forEach(prefix -> all.add(prefix + "*"));
        excluded.forEach(name -> all.add("-" + name));
        excludedPrefixes.forEach(prefix -> all.add("-" + prefix + "*"));
        return String.join(", ", all);
    }
}
