// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.spi.Address;
import io.headerhop.spi.Injection;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;

/** Injects what was captured for a call, or else what is current, into one of its requests. */
final class ClientInjection implements ClientRequestFilter {
    /** The property that holds what was captured where the call was made, if this filter runs on another thread. */
    static final String CAPTURED = "io.headerhop.captured";

    private static final String INJECTED = "io.headerhop.injected";

    private final WhoJudgesHops whoJudgesHops;

    /** For a client whose redirects cannot be checked, or are checked elsewhere. */
    ClientInjection() {
        this((request, headers, injection) -> {});
    }

    ClientInjection(WhoJudgesHops whoJudgesHops) {
        this.whoJudgesHops = whoJudgesHops;
    }

    /** Told what was injected into a request that may be redirected. */
    @FunctionalInterface
    interface WhoJudgesHops {
        void injected(ClientRequestContext request, ClientHeaders headers, Injection injection);
    }

    @Override
    public void filter(ClientRequestContext request) {
        ClientHeaders headers = new ClientHeaders(request.getHeaders());
        if (request.getProperty(INJECTED) instanceof Injected before) {
            before.removeFrom(request.getHeaders());
        }
        Address address = Address.of(request.getUri());
        if (address == null) {
            return;
        }
        CapturedHeaders captured =
                request.getProperty(CAPTURED) instanceof CapturedHeaders atCall ? atCall : CapturedHeaders.current();
        whoJudgesHops.injected(
                request, headers, Adapters.inject(captured, address, headers, ClientHeaders.Writer.INSTANCE));
        request.setProperty(INJECTED, new Injected(captured, headers.injected()));
    }

    /**
     * What an earlier attempt left in these headers: an Invocation may be invoked a second time (RESTEasy keeps what
     * filters add to it), and an authenticator may make a second attempt (Jersey copies the first). Headers that we
     * injected are not the caller's; values that a filter has since put in their place are.
     */
    private record Injected(CapturedHeaders captured, List<String> names) {
        void removeFrom(MultivaluedMap<String, Object> headers) {
            names.forEach(name -> headers.computeIfPresent(
                    name, (same, values) -> values.equals(captured.values(name)) ? null : values));
        }
    }
}
