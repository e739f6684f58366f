// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import java.io.Closeable;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.URI;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpRequestDecorator;
import org.springframework.http.client.reactive.ClientHttpResponse;
import reactor.core.publisher.Mono;

/**
 * Follows the redirects of a {@code WebClient} whose client has no hook for it and has been told not to follow. Each
 * hop is judged by the injection that {@link WebClientFilter} leaves in Reactor's context.
 */
final class FollowingConnector implements ClientHttpConnector, Closeable {
    private final ClientHttpConnector delegate;
    private final Redirects rules;

    FollowingConnector(ClientHttpConnector delegate, Redirects rules) {
        this.delegate = delegate;
        this.rules = rules;
    }

    @Override
    public Mono<ClientHttpResponse> connect(
            HttpMethod method, URI uri, Function<? super ClientHttpRequest, Mono<Void>> writer) {
        Mono<ClientHttpResponse> first = delegate.connect(method, uri, writer);
        return Mono.deferContextual(context -> {
            Call call = new Call(writer, context.getOrDefault(WebClientFilter.Injected.class, null));
            return first.flatMap(response -> call.follow(rules.first(method, uri), response));
        });
    }

    /** Spring closes some of the clients with their connector. */
    @Override
    public void close() throws IOException {
        if (delegate instanceof Closeable closeable) {
            closeable.close();
        }
    }

    private final class Call {
        private final Function<? super ClientHttpRequest, Mono<Void>> writer;
        private final WebClientFilter.@Nullable Injected injected;

        Call(Function<? super ClientHttpRequest, Mono<Void>> writer, WebClientFilter.@Nullable Injected injected) {
            this.writer = writer;
            this.injected = injected;
        }

        Mono<ClientHttpResponse> follow(Redirects.Hop from, ClientHttpResponse response) {
            Redirects.Hop to;
            try {
                to = from.next(
                        response.getStatusCode().value(), response.getHeaders().getFirst(HttpHeaders.LOCATION));
                if (to == null) {
                    return Mono.just(response);
                }
                to.checkNumber();
            } catch (IllegalArgumentException | ProtocolException e) {
                return released(response).then(Mono.error(e));
            }
            return released(response)
                    .then(Mono.defer(() -> delegate.connect(
                                    to.method(), to.uri(), request -> writer.apply(new HopRequest(request, to)))
                            .flatMap(next -> follow(to, next))));
        }

        private Mono<Void> released(ClientHttpResponse response) {
            return response.getBody().map(DataBufferUtils::release).then();
        }

        /** What the caller writes into each hop's request is what it wrote into the first one. */
        private final class HopRequest extends ClientHttpRequestDecorator {
            private final Redirects.Hop hop;

            HopRequest(ClientHttpRequest request, Redirects.Hop hop) {
                super(request);
                this.hop = hop;
                request.beforeCommit(() -> Mono.fromRunnable(this::judge));
            }

            private void judge() {
                RequestLines lines = RequestLines.of(getHeaders());
                hop.judge(lines, injected == null ? null : injected.get(), RequestLines.Client.WEB_CLIENT);
                if (hop.leftHost()) {
                    getCookies().clear();
                }
                getHeaders().clear();
                lines.forEach(getHeaders()::add);
            }

            @Override
            public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
                return hop.withBody() ? super.writeWith(body) : setComplete();
            }

            @Override
            public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
                return hop.withBody() ? super.writeAndFlushWith(body) : setComplete();
            }
        }
    }
}
