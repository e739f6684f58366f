// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.micrometercontext.HeaderPropagationThreadLocalAccessor;
import io.headerhop.spi.Address;
import io.headerhop.spi.Injection;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Injects into the calls of a {@code WebClient}: the headers in Reactor's context, or else those that are current where
 * the call is subscribed to. Not before the request is written, when all filters have had their say: what they set is
 * the caller's own.
 */
final class WebClientFilter implements ExchangeFilterFunction {
    @Override
    public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
        return Mono.deferContextual(context -> send(request, next, headersIn(context)));
    }

    private static CapturedHeaders headersIn(ContextView context) {
        Object kept = context.getOrDefault(HeaderPropagationThreadLocalAccessor.KEY, null);
        return kept instanceof CapturedHeaders headers ? headers : CapturedHeaders.current();
    }

    private static Mono<ClientResponse> send(ClientRequest request, ExchangeFunction next, CapturedHeaders headers) {
        Injected injected = new Injected();
        if (headers == CapturedHeaders.none()) {
            injectNothing(request);
            return next.exchange(request).contextWrite(context -> context.put(Injected.class, injected));
        }
        Consumer<ClientHttpRequest> own = request.httpRequest();
        ClientRequest carrying = ClientRequest.from(request)
                .httpRequest(written -> {
                    if (own != null) {
                        own.accept(written);
                    }
                    Injection before = injected.get();
                    if (before == null) {
                        injected.set(inject(headers, written));
                    } else {
                        again(before, written);
                    }
                })
                .build();
        return next.exchange(carrying).contextWrite(context -> context.put(Injected.class, injected));
    }

    /** At once: here the code that makes the call is on the stack, and where it is written only the client's own. */
    private static void injectNothing(ClientRequest request) {
        Address address = Address.of(request.url());
        if (address != null) {
            Injection unused = Adapters.inject(
                    CapturedHeaders.none(), address, RequestLines.none(), RequestLines.Client.WEB_CLIENT);
        }
    }

    private static @Nullable Injection inject(CapturedHeaders headers, ClientHttpRequest request) {
        Address address = Address.of(request.getURI());
        if (address == null) {
            return null;
        }
        RequestLines lines = RequestLines.of(request.getHeaders());
        Injection injection = Adapters.inject(headers, address, lines, RequestLines.Client.WEB_CLIENT);
        if (!injection.isNothing()) {
            request.getHeaders().clear();
            lines.forEach(request.getHeaders()::add);
        }
        return injection;
    }

    /** The same call, written a second time: for the hop of a redirect, which is judged after this. */
    private static void again(Injection injection, ClientHttpRequest request) {
        RequestLines lines = RequestLines.of(request.getHeaders());
        injection.again(lines, RequestLines.Client.WEB_CLIENT);
        request.getHeaders().clear();
        lines.forEach(request.getHeaders()::add);
    }

    /**
     * What {@link ReactorRedirects} and {@link FollowingConnector} need for the hops; a key in Reactor's context. Null
     * until the request is written.
     */
    static final class Injected extends AtomicReference<@Nullable Injection> {
        private static final long serialVersionUID = 1;
    }
}
