// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import io.headerhop.spi.Address;
import io.headerhop.spi.HeaderWriter;
import io.headerhop.spi.Injection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Injects captured headers into one outbound request, and judges the hops of its redirects. */
final class CallInjection implements Injection {
    private final CapturedHeaders headers;
    // Not the Address, so that the compiler need not make one for a call that is not redirected.
    private final String host;
    private final int port;
    private final boolean allowed;
    // The names of those that the caller has chosen differently: not ours, on any hop.
    private final Set<String> callers;

    private CallInjection(CapturedHeaders headers, Address address, boolean allowed, Set<String> callers) {
        this.headers = headers;
        this.host = address.host();
        this.port = address.port();
        this.allowed = allowed;
        this.callers = callers;
    }

    static <W> Injection into(
            W request, HeaderWriter<W> writer, ClientCounts client, CapturedHeaders headers, Address address) {
        if (headers.hasNothing()) {
            return Nothing.INSTANCE;
        }
        HeaderPropagation rules = headers.rules();
        boolean allowed = rules.allow(address);
        OutboundLines present = OutboundLines.of(request, writer, headers, !allowed);
        CallInjection injection = new CallInjection(headers, address, allowed, callers(present, allowed, rules));
        if (allowed) {
            client.add(PropagationEvent.INJECTED, injection.write(request, writer, present));
            if (!present.isEmpty()) {
                injection.reportKept(client);
            }
        } else if (!headers.isEmpty()) {
            rules.report(PropagationEvent.WITHHELD, client, address.host());
        }
        return injection;
    }

    /** The one of a call that was made before, as far as one of its requests tells; counts nothing. */
    static <W> Injection before(W request, HeaderWriter<W> writer, CapturedHeaders headers, Address address) {
        if (headers.hasNothing()) {
            return Nothing.INSTANCE;
        }
        boolean allowed = headers.rules().allow(address);
        OutboundLines present = OutboundLines.of(request, writer, headers, !allowed);
        return new CallInjection(headers, address, allowed, callers(present, allowed, headers.rules()));
    }

    private static Set<String> callers(OutboundLines present, boolean allowed, HeaderPropagation rules) {
        return present.isEmpty() || allowed && rules.isReplacing() ? Set.of() : present.choices();
    }

    /** Returns how many lines it has added. */
    private <W> int write(W request, HeaderWriter<W> writer, OutboundLines present) {
        if (present.isEmpty()) {
            headers.addTo(request, writer, this);
            return headers.size();
        }
        removeCopies(request, writer, headers, present);
        Set<String> ours = names();
        return add(ours, present, request, writer);
    }

    private void reportKept(ClientCounts client) {
        for (String name : callers) {
            headers.rules().report(PropagationEvent.KEPT_CALLERS, client, name);
        }
    }

    @Override
    public <W> void again(W request, HeaderWriter<W> writer) {
        if (allowed) {
            write(request, writer, OutboundLines.of(request, writer, headers, false));
        }
    }

    @Override
    public <W> boolean followTo(Address hop, W request, HeaderWriter<W> writer) {
        Address address = Address.of("", host, port);
        boolean sameHost = hop.equals(address);
        boolean hopAllowed = sameHost ? allowed : headers.rules().allowRedirect(address, hop);
        OutboundLines present = OutboundLines.of(request, writer, headers, !allowed);
        Set<String> ours = names();
        boolean changed = false;
        if (hopAllowed) {
            if (allowed) {
                changed = removeCopies(request, writer, headers, present);
            }
            // Nothing but ours, which a later hop can take away again; what the caller set is not known there.
            boolean replacing = headers.rules().isReplacing();
            ours.removeIf(name -> present.has(name) || !replacing && present.isChoice(name));
            ClientCounts.of(writer.client()).add(PropagationEvent.INJECTED, add(ours, present, request, writer));
            return changed || !ours.isEmpty();
        }
        for (String name : ours) {
            if (present.has(name)) {
                writer.remove(request, name);
                changed = true;
            }
        }
        if (!sameHost && !headers.isEmpty()) {
            headers.rules().report(PropagationEvent.WITHHELD, ClientCounts.of(writer.client()), hop.host());
        }
        return changed;
    }

    @Override
    public Set<String> names() {
        Set<String> ours = headers.names();
        ours.removeAll(callers);
        return ours;
    }

    @Override
    public boolean isNothing() {
        return false;
    }

    /** Of what came and was left out. */
    private static <W> boolean removeCopies(
            W request, HeaderWriter<W> writer, CapturedHeaders headers, OutboundLines present) {
        Set<String> copies = new LinkedHashSet<>();
        headers.forEachLeftOut((name, value) -> copies.add(name));
        copies.removeIf(name -> !present.has(name) || present.isChoice(name));
        copies.forEach(name -> writer.remove(request, name));
        return !copies.isEmpty();
    }

    /** What was there of the same names are copies, or to be replaced. Returns how many lines it has added. */
    private <W> int add(Set<String> names, OutboundLines present, W request, HeaderWriter<W> writer) {
        boolean replacing = headers.rules().isReplacing();
        for (String name : names) {
            for (String replaced : replacing ? groupOf(name) : List.of(name)) {
                if (present.has(replaced)) {
                    writer.remove(request, replaced);
                }
            }
        }
        int[] lines = {0};
        headers.forEach((name, value) -> {
            if (names.contains(name)) {
                writer.add(request, name, value, this);
                lines[0]++;
            }
        });
        return lines[0];
    }

    private static List<String> groupOf(String name) {
        Preset group = Preset.groupOf(name);
        return group == null ? List.of(name) : group.names();
    }

    /** Where nothing came in, nothing is changed on any hop. */
    private enum Nothing implements Injection {
        INSTANCE;

        @Override
        public <W> boolean followTo(Address hop, W request, HeaderWriter<W> writer) {
            return false;
        }

        @Override
        public <W> void again(W request, HeaderWriter<W> writer) {}

        @Override
        public Set<String> names() {
            return Set.of();
        }

        @Override
        public boolean isNothing() {
            return true;
        }
    }
}
