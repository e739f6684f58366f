package io.headerhop;

import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The captured headers that were added to one outbound request. A client that follows redirects asks it again for each
 * hop, since a redirect can lead to a stranger. Immutable and safe to share between threads.
 */
public final class Injection {
    private final CapturedHeaders headers;
    private final Address address;
    private final boolean allowed;
    // The names that are ours where a hop has them: added at once or, where the host may not have them, by a later hop.
    private final Set<String> ours;

    private Injection(CapturedHeaders headers, Address address, boolean allowed, Set<String> ours) {
        this.headers = headers;
        this.address = address;
        this.allowed = allowed;
        this.ours = ours;
    }

    static <W> Injection into(W request, HeaderWriter<W> writer, CapturedHeaders headers, Address address) {
        if (headers.hasNothing()) {
            return new Injection(headers, address, true, Set.of());
        }
        boolean allowed = headers.rules().allow(address);
        boolean replaces = allowed && headers.rules().replaces();
        CallersChoice<W> callers = new CallersChoice<>(request, writer, headers, !allowed);
        Set<String> ours = headers.names();
        ours.removeIf(name -> !replaces && callers.covers(name));
        if (allowed) {
            removeCopies(request, writer, headers, callers);
            add(ours, headers, request, writer);
        } else if (!headers.isEmpty()) {
            headers.rules().report(PropagationEvent.WITHHELD, address.host());
        }
        return new Injection(headers, address, allowed, ours);
    }

    /**
     * Judges anew for the request of a redirect hop, which the client made as a copy of the first request or of the hop
     * before: takes the added headers away if the {@link Destinations} do not allow the hop's host, adds them if only
     * now they do, and adds them again if the client left them out, as some do where a redirect turns a POST into a
     * GET. Headers that the caller set stay, unless they were replaced in the first request; so do copies of inbound
     * ones, if the first request went to a host that may not have ours.
     */
    public <W> void followTo(Address hop, W request, HeaderWriter<W> writer) {
        if (headers.hasNothing()) {
            return;
        }
        boolean sameHost = hop.equals(address);
        boolean hopAllowed = sameHost ? allowed : headers.rules().allowRedirect(address, hop);
        if (hopAllowed) {
            boolean replaces = headers.rules().replaces();
            CallersChoice<W> callers = new CallersChoice<>(request, writer, headers, !allowed);
            if (allowed) {
                removeCopies(request, writer, headers, callers);
            }
            // Nothing but ours, which a later hop can take away again; what the caller set is not known there.
            Set<String> missing = new LinkedHashSet<>(ours);
            missing.removeIf(name -> writer.values(request, name).hasNext() || !replaces && callers.covers(name));
            add(missing, headers, request, writer);
        } else {
            ours.forEach(name -> writer.remove(request, name));
            if (!sameHost && !headers.isEmpty()) {
                headers.rules().report(PropagationEvent.WITHHELD, hop.host());
            }
        }
    }

    /** Of what came and was left out. */
    private static <W> void removeCopies(
            W request, HeaderWriter<W> writer, CapturedHeaders headers, CallersChoice<W> callers) {
        Set<String> copies = headers.namesLeftOut();
        copies.removeIf(callers::covers);
        copies.forEach(name -> writer.remove(request, name));
    }

    /** What was there of the same names are copies, or to be replaced. */
    private static <W> void add(Set<String> names, CapturedHeaders headers, W request, HeaderWriter<W> writer) {
        boolean replaces = headers.rules().replaces();
        for (String name : names) {
            for (String replaced : replaces ? groupOf(name) : List.of(name)) {
                writer.remove(request, replaced);
            }
        }
        // Only now: a header of ours must not be taken for one that the caller set.
        for (int i = 0; i < headers.size(); i++) {
            if (names.contains(headers.nameAt(i))) {
                writer.add(request, headers.nameAt(i), headers.valueAt(i));
                PropagationEvent.INJECTED.add(1);
            }
        }
    }

    private static List<String> groupOf(String name) {
        HeaderGroup group = HeaderGroup.of(name);
        return group == null ? List.of(name) : group.names();
    }

    /**
     * Which headers of an outbound request are its caller's choice, asked once for each group: those with a value that
     * the inbound request did not have, and their group with them. A tracer that makes a new traceparent sends the
     * tracestate on as it came, and both are its own.
     *
     * @param copiesToo whether a copy of an inbound header is the caller's choice as well
     */
    private record CallersChoice<W>(
            W request,
            HeaderWriter<W> writer,
            CapturedHeaders inbound,
            boolean copiesToo,
            Map<HeaderGroup, Boolean> groups) {
        CallersChoice(W request, HeaderWriter<W> writer, CapturedHeaders inbound, boolean copiesToo) {
            this(request, writer, inbound, copiesToo, new EnumMap<>(HeaderGroup.class));
        }

        boolean covers(String name) {
            HeaderGroup group = HeaderGroup.of(name);
            if (group == null) {
                return isOwn(name);
            }
            return groups.computeIfAbsent(group, asked -> asked.names().stream().anyMatch(this::isOwn));
        }

        private boolean isOwn(String name) {
            for (Iterator<String> values = writer.values(request, name); values.hasNext(); ) {
                if (copiesToo || !inbound.came(name, values.next())) {
                    return true;
                }
            }
            return false;
        }
    }
}
