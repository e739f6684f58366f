// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import io.headerhop.spi.Address;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * The hosts that captured headers may be sent to. Judged by the host as the client parsed it, never by the text of the
 * URL, and anew for each hop of a redirect. Immutable and safe to share between threads.
 *
 * <p>Hosts are written in one of these forms, in any case:
 *
 * <ul>
 *   <li>{@code inventory} or {@code api.example.com}: this host, at any port
 *   <li>{@code inventory:8080}: this host at this port
 *   <li>{@code .svc.cluster.local}: every host with this suffix
 *   <li>{@code 10.0.0.0/8}, {@code fd00::/8}: a host that is written as an address in this block; no name is resolved
 *   <li>{@code [fd00::1]}, {@code [fd00::1]:8080}: an IPv6 address
 * </ul>
 */
public final class Destinations {
    private final String description;
    private final Rule addressed;
    private final Rule redirected;

    private Destinations(String description, Rule addressed, Rule redirected) {
        this.description = description;
        this.addressed = addressed;
        this.redirected = redirected;
    }

    /** Whether the headers may go to a host; {@code from} is the host that the code addressed. */
    @FunctionalInterface
    private interface Rule {
        boolean allows(Host from, Host to);
    }

    /**
     * The default: every host that the code itself addresses. A host to which only a redirect leads gets the headers if
     * it is the same host, or looks as if it were inside the mesh (see {@link #inMesh()}).
     */
    public static Destinations addressed() {
        return new Destinations("addressed", (from, to) -> true, (from, to) -> to.isSameAs(from) || to.looksInMesh());
    }

    /**
     * Hosts that look as if they were inside the mesh: a single label ({@code inventory}), one that ends in
     * {@code .svc}, {@code .cluster.local} or {@code .internal}, or a loopback address.
     */
    public static Destinations inMesh() {
        Rule inMesh = (from, to) -> to.looksInMesh();
        return new Destinations("in-mesh", inMesh, inMesh);
    }

    /**
     * These hosts and no others.
     *
     * @param hosts in the forms above
     * @throws IllegalArgumentException if one has none of these forms
     */
    public static Destinations only(String... hosts) {
        List<HostPattern> patterns = HostPattern.parseAll(hosts);
        Rule listed = (from, to) -> HostPattern.anyMatches(patterns, to);
        return new Destinations(String.join(", ", hosts), listed, listed);
    }

    /**
     * The hosts for which the predicate, given the host in lower case and the port that is connected to, is true.
     * Called on the thread that makes the call; if it throws, the headers are withheld and the failure is counted.
     */
    public static Destinations matching(BiPredicate<String, Integer> predicate) {
        Rule matching = (from, to) -> predicate.test(to.name(), to.port());
        return new Destinations("matching", matching, matching);
    }

    /**
     * These destinations and more.
     *
     * @param hosts in the forms above
     * @throws IllegalArgumentException if one has none of these forms
     */
    public Destinations plus(String... hosts) {
        List<HostPattern> patterns = HostPattern.parseAll(hosts);
        return new Destinations(
                description + ", plus " + String.join(", ", hosts),
                (from, to) -> HostPattern.anyMatches(patterns, to) || addressed.allows(from, to),
                (from, to) -> HostPattern.anyMatches(patterns, to) || redirected.allows(from, to));
    }

    /**
     * These destinations without some.
     *
     * @param hosts in the forms above
     * @throws IllegalArgumentException if one has none of these forms
     */
    public Destinations except(String... hosts) {
        List<HostPattern> patterns = HostPattern.parseAll(hosts);
        return new Destinations(
                description + ", except " + String.join(", ", hosts),
                (from, to) -> !HostPattern.anyMatches(patterns, to) && addressed.allows(from, to),
                (from, to) -> !HostPattern.anyMatches(patterns, to) && redirected.allows(from, to));
    }

    boolean allow(Address address) {
        Host to = new Host(address.host(), address.port());
        return addressed.allows(to, to);
    }

    boolean allowRedirect(Address from, Address to) {
        return redirected.allows(new Host(from.host(), from.port()), new Host(to.host(), to.port()));
    }

    /** The hosts as they were configured. */
    @Override
    public String toString() {
        return description;
    }
}
