// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.micrometercontext.HeaderPropagationThreadLocalAccessor;
import io.headerhop.spi.Address;
import io.headerhop.spi.Injection;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Injects into the calls of a {@code WebClient}: the headers in Reactor's context, or else those that are current where
 * the call is subscribed to.
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
        Address address = Address.of(request.url());
        if (address == null) {
            return next.exchange(request);
        }
        RequestLines lines = RequestLines.of(request.headers());
        Injection injection = Adapters.inject(headers, address, lines, RequestLines.WRITER);
        if (injection.isNothing()) {
            return next.exchange(request);
        }
        ClientRequest carrying = ClientRequest.from(request)
                .headers(all -> {
                    all.clear();
                    lines.forEach(all::add);
                })
                .build();
        // For the hops of a redirect: see ReactorRedirects.
        return next.exchange(carrying).contextWrite(context -> context.put(Injection.class, injection));
    }
}
