package io.headerhop.jaxrs;

import io.headerhop.CapturedHeaders;
import io.headerhop.Injection;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import java.util.function.BiConsumer;

/** Injects what was captured for a call, or else what is current, into one of its requests. */
final class ClientInjection implements ClientRequestFilter {
    private static final String INJECTED = "io.headerhop.injected";

    private final BiConsumer<ClientRequestContext, Injection> injected;

    ClientInjection() {
        this((request, injection) -> {});
    }

    /** Also tells somebody who judges the hops to which a redirect leads. */
    ClientInjection(BiConsumer<ClientRequestContext, Injection> injected) {
        this.injected = injected;
    }

    @Override
    public void filter(ClientRequestContext request) {
        ClientHeaders headers = new ClientHeaders(request.getHeaders());
        if (request.getProperty(INJECTED) instanceof ClientHeaders before) {
            // The same headers again: an Invocation that is invoked a second time (RESTEasy keeps what filters add to
            // it) or an authenticator's second attempt (Jersey copies the first). What is ours is not the caller's.
            before.injected().forEach(request.getHeaders()::remove);
        }
        Address address = Address.of(request.getUri());
        if (address == null) {
            return;
        }
        ClientCall call = ClientCall.of(request);
        CapturedHeaders captured = call == null ? CapturedHeaders.current() : call.captured();
        if (call == null || call.hops() == 0) {
            injected.accept(
                    request, captured.inject(address.host(), address.port(), headers, ClientHeaders.Writer.INSTANCE));
        } else if (call.called() != null) {
            captured.inject(call.called().host(), call.called().port(), headers, ClientHeaders.Writer.INSTANCE)
                    .followTo(address.host(), address.port(), headers, ClientHeaders.Writer.INSTANCE);
        }
        request.setProperty(INJECTED, headers);
    }
}
