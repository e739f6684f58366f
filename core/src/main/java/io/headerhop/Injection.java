package io.headerhop;

import java.util.ArrayList;
import java.util.List;

/**
 * The captured headers that were added to one outbound request. A client that follows redirects asks it again for each
 * hop, since a redirect can lead to a stranger. Immutable and safe to share between threads.
 */
public final class Injection {
    private final CapturedHeaders headers;
    private final String host;
    private final int port;
    private final boolean allowed;
    private final List<String> added;

    private Injection(CapturedHeaders headers, String host, int port, boolean allowed, List<String> added) {
        this.headers = headers;
        this.host = host;
        this.port = port;
        this.allowed = allowed;
        this.added = added;
    }

    static <W> Injection into(W request, HeaderWriter<W> writer, CapturedHeaders headers, String host, int port) {
        boolean allowed = headers.isEmpty() || headers.rules().destinations().allow(host, port);
        List<String> added = allowed ? add(headers, request, writer) : List.of();
        if (!allowed) {
            headers.rules().report(PropagationEvent.WITHHELD, host);
        }
        return new Injection(headers, host, port, allowed, added);
    }

    /**
     * Judges anew for the request of a redirect hop, which the client made as a copy of the one before: takes the added
     * headers away if the {@link Destinations} do not allow the hop's host, adds them if only now they do, and adds
     * them again if the client left them out, as some do where a redirect turns a POST into a GET. Headers that the
     * caller set stay.
     *
     * @param hopHost the host of the hop, as the client parsed it
     * @param hopPort the port, or -1 for the scheme's own
     */
    public <W> void followTo(String hopHost, int hopPort, W request, HeaderWriter<W> writer) {
        if (headers.isEmpty()) {
            return;
        }
        boolean sameHost = hopHost.equalsIgnoreCase(host) && hopPort == port;
        boolean hopAllowed = sameHost ? allowed : headers.rules().destinations().allowRedirect(host, hopHost, hopPort);
        boolean stillThere = !added.isEmpty() && writer.contains(request, added.get(0));
        if (hopAllowed && !stillThere) {
            add(headers, request, writer);
        } else if (!hopAllowed && !sameHost) {
            added.forEach(name -> writer.remove(request, name));
            headers.rules().report(PropagationEvent.WITHHELD, hopHost);
        }
    }

    private static <W> List<String> add(CapturedHeaders headers, W request, HeaderWriter<W> writer) {
        List<String> names = new ArrayList<>(headers.size());
        for (int i = 0; i < headers.size(); i++) {
            String name = headers.nameAt(i);
            boolean repeated = !names.isEmpty() && names.get(names.size() - 1).equals(name);
            if (!repeated && (headers.rules().replaces() || !callerSet(name, request, writer))) {
                names.add(name);
            }
        }
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
