// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import io.headerhop.spi.Address;
import io.headerhop.spi.Injection;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpRequestDecorator;
import org.springframework.http.client.reactive.ClientHttpResponse;
import reactor.core.publisher.Mono;

/**
 * Follows the redirects of a {@code WebClient} whose client has no hook for it and has been told not to follow. Each
 * hop is judged by the {@link Injection} that {@link WebClientFilter} leaves in Reactor's context.
 */
final class FollowingConnector implements ClientHttpConnector, Closeable {
    private final ClientHttpConnector delegate;
    private final Redirects redirects;

    FollowingConnector(ClientHttpConnector delegate, Redirects redirects) {
        this.delegate = delegate;
        this.redirects = redirects;
    }

    @Override
    public Mono<ClientHttpResponse> connect(
            HttpMethod method, URI uri, Function<? super ClientHttpRequest, Mono<Void>> writer) {
        Mono<ClientHttpResponse> first = delegate.connect(method, uri, writer);
        return Mono.deferContextual(context -> {
            Call call = new Call(writer, context.getOrDefault(Injection.class, null));
            return first.flatMap(response -> call.follow(new Hop(0, method, uri, true, false), response));
        });
    }

    /** Spring closes some of the clients with their connector. */
    @Override
    public void close() throws IOException {
        if (delegate instanceof Closeable closeable) {
            closeable.close();
        }
    }

    /** @param leftHost whether any hop so far went to another host */
    private record Hop(int number, HttpMethod method, URI uri, boolean hasBody, boolean leftHost) {
        @Nullable Hop next(ClientHttpResponse response) {
            int status = response.getStatusCode().value();
            URI to = Redirects.target(uri, status, response.getHeaders().getLocation());
            if (to == null) {
                return null;
            }
            Address before = Address.of(uri);
            HttpMethod nextMethod = Redirects.method(method, status);
            return new Hop(
                    number + 1,
                    nextMethod,
                    to,
                    hasBody && nextMethod.equals(method),
                    leftHost || before == null || !before.equals(address(to)));
        }

        Address address() {
            return address(uri);
        }

        private static Address address(URI uri) {
            Address address = Address.of(uri);
            if (address == null) {
                throw new IllegalArgumentException("unsupported URI " + uri);
            }
            return address;
        }
    }

    private final class Call {
        private final Function<? super ClientHttpRequest, Mono<Void>> writer;
        private final @Nullable Injection injection;

        Call(Function<? super ClientHttpRequest, Mono<Void>> writer, @Nullable Injection injection) {
            this.writer = writer;
            this.injection = injection;
        }

        Mono<ClientHttpResponse> follow(Hop from, ClientHttpResponse response) {
            Hop to;
            try {
                to = from.number < redirects.limit() ? from.next(response) : null;
            } catch (IllegalArgumentException e) {
                return released(response).then(Mono.error(e));
            }
            if (to == null) {
                return Mono.just(response);
            }
            return released(response)
                    .then(Mono.defer(() -> delegate.connect(
                                    to.method, to.uri, request -> writer.apply(new HopRequest(request, to)))
                            .flatMap(next -> follow(to, next))));
        }

        private Mono<Void> released(ClientHttpResponse response) {
            return response.getBody().map(DataBufferUtils::release).then();
        }

        /** What the caller writes into each hop's request is what it wrote into the first one. */
        private final class HopRequest extends ClientHttpRequestDecorator {
            private final Hop hop;

            HopRequest(ClientHttpRequest request, Hop hop) {
                super(request);
                this.hop = hop;
                request.beforeCommit(() -> Mono.fromRunnable(this::judge));
            }

            private void judge() {
                RequestLines lines = RequestLines.of(getHeaders());
                if (!hop.hasBody) {
                    lines.removeIf(redirects.ofBody()::contains);
                }
                if (hop.leftHost) {
                    lines.removeIf(redirects.ofHost()::contains);
                    if (redirects.ofHost().contains("cookie")) {
                        getCookies().clear();
                    }
                }
                if (injection != null) {
                    injection.followTo(hop.address(), lines, RequestLines.WRITER);
                }
                getHeaders().clear();
                lines.forEach(getHeaders()::add);
            }

            @Override
            public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
                return hop.hasBody ? super.writeWith(body) : setComplete();
            }

            @Override
            public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
                return hop.hasBody ? super.writeAndFlushWith(body) : setComplete();
            }
        }
    }
}
