// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.spi.Address;
import io.headerhop.spi.Injection;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.MultivaluedMap;
import org.jspecify.annotations.Nullable;

/** Injects what was captured for a call, or else what is current, into one of its requests. */
final class ClientInjection implements ClientRequestFilter {
    /**
     * The property that holds what was captured where the call was made, if this filter can run on another thread, and
     * then what was injected. One for both, since many requests have no other property.
     */
    private static final String CALL = "io.headerhop.call";

    private final boolean capturedWhereCalled;
    private final WhoJudgesHops whoJudgesHops;

    private ClientInjection(boolean capturedWhereCalled, WhoJudgesHops whoJudgesHops) {
        this.capturedWhereCalled = capturedWhereCalled;
        this.whoJudgesHops = whoJudgesHops;
    }

    /** For a client for which {@link #capture} is called where a call is made. */
    static ClientInjection ofWhatWasCaptured() {
        return new ClientInjection(true, WhoJudgesHops.NOBODY);
    }

    /** For a client whose filters run where a call is made. */
    static ClientInjection ofWhatIsCurrent(WhoJudgesHops whoJudgesHops) {
        return new ClientInjection(false, whoJudgesHops);
    }

    /** Told what was injected into a request that may be redirected. */
    @FunctionalInterface
    interface WhoJudgesHops {
        /** Where redirects cannot be checked, or are checked elsewhere. */
        WhoJudgesHops NOBODY = (request, injection) -> {};

        void injected(ClientRequestContext request, Injection injection);
    }

    /**
     * Keeps with the request what is current. That nothing is, is reported here, where the code that makes the call is
     * on the stack.
     */
    static void capture(ClientRequestContext request) {
        if (request.getProperty(CALL) == null) {
            CapturedHeaders current = CapturedHeaders.current();
            request.setProperty(CALL, current);
            Address address = current == CapturedHeaders.none() ? Address.of(request.getUri()) : null;
            if (address != null) {
                Injection unused = Adapters.inject(current, address, request.getHeaders(), ClientHeaders.WRITER);
            }
        }
    }

    /** What was injected into this request before, or into one that it is a copy of; null if nothing came in. */
    static @Nullable Injection injectionOf(ClientRequestContext request) {
        return request.getProperty(CALL) instanceof Injected injected ? injected.injection : null;
    }

    @Override
    public void filter(ClientRequestContext request) {
        Object known = request.getProperty(CALL);
        MultivaluedMap<String, Object> headers = request.getHeaders();
        if (known instanceof Injected before) {
            before.removeFrom(headers);
        }
        Address address = Address.of(request.getUri());
        if (address == null || known == CapturedHeaders.none()) {
            return;
        }
        CapturedHeaders captured = captured(known);
        Injection injection = Adapters.inject(captured, address, headers, ClientHeaders.WRITER);
        if (!injection.isNothing()) {
            whoJudgesHops.injected(request, injection);
            request.setProperty(CALL, new Injected(captured, injection));
        } else if (capturedWhereCalled) {
            request.setProperty(CALL, captured);
        } else if (known != null) {
            request.removeProperty(CALL);
        }
    }

    private CapturedHeaders captured(@Nullable Object known) {
        if (!capturedWhereCalled) {
            return CapturedHeaders.current();
        }
        if (known instanceof Injected before) {
            return before.captured;
        }
        // Never what is current on this thread: that may be another call's.
        return known instanceof CapturedHeaders captured ? captured : CapturedHeaders.none();
    }

    /**
     * What an earlier attempt left in these headers: an Invocation may be invoked a second time (RESTEasy keeps what
     * filters add to it), and an authenticator may make a second attempt (Jersey copies the first). Headers that we
     * injected are not the caller's; values that a filter has since put in their place are.
     */
    private record Injected(CapturedHeaders captured, Injection injection) {
        void removeFrom(MultivaluedMap<String, Object> headers) {
            injection
                    .names()
                    .forEach(name -> headers.computeIfPresent(
                            name, (same, values) -> values.equals(captured.values(name)) ? null : values));
        }
    }
}
