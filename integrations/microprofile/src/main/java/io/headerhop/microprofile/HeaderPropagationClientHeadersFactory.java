// SPDX-License-Identifier: Apache-2.0
package io.headerhop.microprofile;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.rest.client.ext.ClientHeadersFactory;

/**
 * Lets a MicroProfile REST client carry the headers that are current where it is called, by every rule that other
 * clients obey: the caller's own headers stay, and only hosts that the {@link io.headerhop.Destinations} allow get any.
 * Stateless.
 *
 * <pre>{@code
 * @RegisterRestClient
 * @RegisterClientHeaders(HeaderPropagationClientHeadersFactory.class)
 * interface Inventory { … }
 * }</pre>
 *
 * <p>As MicroProfile's own factory does, in whose place it stands, it also copies the headers of the JAX-RS request
 * that are named in the setting {@code org.eclipse.microprofile.rest.client.propagateHeaders}. It ignores the spaces
 * around a name, and leaves out the headers that Headerhop carries: those have rules of their own.
 */
public final class HeaderPropagationClientHeadersFactory implements ClientHeadersFactory {
    private final PropagatedByName byName;

    /** Called by the client; reads the setting once. */
    public HeaderPropagationClientHeadersFactory() {
        this(PropagatedByName.configured());
    }

    HeaderPropagationClientHeadersFactory(PropagatedByName byName) {
        this.byName = byName;
    }

    /**
     * Returns what is named in the setting and not set by the caller. The headers that are current are not among it:
     * this method is not told which host is called, so a filter adds them, which {@link ClientListener} registers.
     */
    @Override
    public MultivaluedMap<String, String> update(
            MultivaluedMap<String, String> incoming, MultivaluedMap<String, String> outgoing) {
        MultivaluedMap<String, String> added = new MultivaluedHashMap<>();
        Set<String> callers = PropagatedByName.namesOf(outgoing);
        incoming.forEach((name, values) -> {
            if (byName.contains(name) && !PropagatedByName.contains(callers, name)) {
                added.put(name, List.copyOf(values));
            }
        });
        return added;
    }
}
