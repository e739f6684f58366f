// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderPropagation;
import io.headerhop.micrometercontext.HeaderPropagationThreadLocalAccessor;
import io.headerhop.spi.HeaderReader;
import java.util.Iterator;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Captures the headers of each request to a WebFlux server, in front of its other filters, and puts them into Reactor's
 * context, from where each step of the pipeline has them.
 */
final class CapturingWebFilter implements WebFilter, Ordered, DisposableBean {
    private final HeaderPropagation propagation;

    CapturingWebFilter(HeaderPropagation propagation) {
        this.propagation = propagation;
        Adapters.inbound("WebFlux filter", propagation);
        Adapters.started();
    }

    @Override
    public void destroy() {
        Adapters.stopped();
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    /** Even if there are none: nothing that is current on the server's thread is this request's. */
    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        CapturedHeaders headers =
                Adapters.capture(propagation, exchange.getRequest().getHeaders(), Reader.INSTANCE);
        return chain.filter(exchange)
                .contextWrite(context -> context.put(HeaderPropagationThreadLocalAccessor.KEY, headers));
    }

    private enum Reader implements HeaderReader<HttpHeaders> {
        INSTANCE;

        @Override
        public @Nullable String first(HttpHeaders request, String name) {
            return request.getFirst(name);
        }

        @Override
        public Iterator<String> values(HttpHeaders request, String name) {
            return request.headerSet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .flatMap(header -> header.getValue().stream())
                    .iterator();
        }

        @Override
        public Iterator<String> names(HttpHeaders request) {
            return request.headerSet().stream().map(Map.Entry::getKey).iterator();
        }

        @Override
        public boolean forEach(HttpHeaders request, Predicate<String> wanted, BiConsumer<String, String> line) {
            request.forEach((name, values) -> values.forEach(value -> line.accept(name, value)));
            return true;
        }
    }
}
