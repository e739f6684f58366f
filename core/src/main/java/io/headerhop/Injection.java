package io.headerhop;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The captured headers that were added to one outbound request. A client that follows redirects asks it again for each
 * hop, since a redirect can lead to a stranger. Immutable and safe to share between threads.
 */
public final class Injection {
    private final CapturedHeaders headers;
    private final String host;
    private final int port;
    private final boolean allowed;
    // The names that are ours where a hop has them: added at once or, where the host may not have them, by a later hop.
    private final List<String> ours;

    private Injection(CapturedHeaders headers, String host, int port, boolean allowed, List<String> ours) {
        this.headers = headers;
        this.host = host;
        this.port = port;
        this.allowed = allowed;
        this.ours = ours;
    }

    static <W> Injection into(W request, HeaderWriter<W> writer, CapturedHeaders headers, String host, int port) {
        boolean allowed = headers.isEmpty() || headers.rules().allow(host, port);
        boolean replaces = allowed && headers.rules().replaces();
        List<String> ours = names(headers, name -> replaces || !callerSet(name, request, writer));
        if (allowed) {
            add(ours, headers, request, writer);
        } else {
            headers.rules().report(PropagationEvent.WITHHELD, host);
        }
        return new Injection(headers, host, port, allowed, ours);
    }

    /**
     * Judges anew for the request of a redirect hop, which the client made as a copy of the first request or of the hop
     * before: takes the added headers away if the {@link Destinations} do not allow the hop's host, adds them if only
     * now they do, and adds them again if the client left them out, as some do where a redirect turns a POST into a
     * GET. Headers that the caller set stay, unless they were replaced in the first request.
     *
     * @param hopHost the host of the hop, as the client parsed it
     * @param hopPort the port, or -1 for the scheme's own
     */
    public <W> void followTo(String hopHost, int hopPort, W request, HeaderWriter<W> writer) {
        if (headers.isEmpty()) {
            return;
        }
        boolean sameHost = hopHost.equalsIgnoreCase(host) && hopPort == port;
        boolean hopAllowed = sameHost ? allowed : headers.rules().allowRedirect(host, hopHost, hopPort);
        boolean stillThere = !ours.isEmpty() && writer.contains(request, ours.get(0));
        if (hopAllowed && !stillThere) {
            boolean replaces = headers.rules().replaces();
            // Nothing but ours, which a later hop can take away again; what the caller set is not known there.
            add(
                    names(headers, name -> ours.contains(name) && (replaces || !callerSet(name, request, writer))),
                    headers,
                    request,
                    writer);
        } else if (!hopAllowed) {
            ours.forEach(name -> writer.remove(request, name));
            if (!sameHost) {
                headers.rules().report(PropagationEvent.WITHHELD, hopHost);
            }
        }
    }

    private static <W> void add(List<String> names, CapturedHeaders headers, W request, HeaderWriter<W> writer) {
        if (headers.rules().replaces()) {
            names.forEach(name -> groupOf(name).forEach(member -> writer.remove(request, member)));
        }
        // Only now: a header of ours must not be taken for one that the caller set.
        for (int i = 0; i < headers.size(); i++) {
            if (names.contains(headers.nameAt(i))) {
                writer.add(request, headers.nameAt(i), headers.valueAt(i));
                PropagationEvent.INJECTED.add(1);
            }
        }
    }

    private static List<String> names(CapturedHeaders headers, Predicate<String> wanted) {
        List<String> names = new ArrayList<>(headers.size());
        for (int i = 0; i < headers.size(); i++) {
            String name = headers.nameAt(i);
            boolean repeated = !names.isEmpty() && names.get(names.size() - 1).equals(name);
            if (!repeated && wanted.test(name)) {
                names.add(name);
            }
        }
        return List.copyOf(names);
    }

    private static <W> boolean callerSet(String name, W request, HeaderWriter<W> writer) {
        for (String member : groupOf(name)) {
            if (writer.contains(request, member)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> groupOf(String name) {
        HeaderGroup group = HeaderGroup.of(name);
        return group == null ? List.of(name) : group.names();
    }
}
