// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import io.headerhop.spi.Address;
import io.headerhop.spi.Injection;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
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
    /** As the JDK's client, which keeps the type of a body that it does not send. Its older versions send credentials. */
    static final Rules LIKE_JDK = new Rules(
            Integer.getInteger("jdk.httpclient.rules.retrylimit", 5) - 1,
            Set.of("content-length", "transfer-encoding"),
            Set.of("authorization", "cookie", "proxy-authorization"));

    /** For clients that do not send credentials to another host. */
    static final Rules LIKE_BROWSERS = new Rules(
            20,
            Set.of("content-length", "content-type", "content-encoding", "transfer-encoding"),
            Set.of("authorization", "cookie", "proxy-authorization"));

    private final ClientHttpConnector delegate;
    private final Rules rules;

    /**
     * How redirects are followed.
     *
     * @param limit how many hops are followed
     * @param ofBody what a request loses that a redirect turns into a GET without a body; names in lower case
     * @param ofHost what another host does not get; names in lower case
     */
    record Rules(int limit, Set<String> ofBody, Set<String> ofHost) {
        /** Where a response redirects to; null if it is not to be followed. */
        static @Nullable URI target(URI from, int status, @Nullable URI location) {
            boolean redirects = status >= 301 && status <= 303 || status == 307 || status == 308;
            if (!redirects || location == null) {
                return null;
            }
            URI to = from.resolve(location);
            boolean isHttp = "http".equalsIgnoreCase(to.getScheme()) || "https".equalsIgnoreCase(to.getScheme());
            boolean downgrades = "https".equalsIgnoreCase(from.getScheme()) && !"https".equalsIgnoreCase(to.getScheme());
            return isHttp && !downgrades ? to : null;
        }

        static HttpMethod method(HttpMethod before, int status) {
            boolean becomesGet = status == 303 || status <= 302 && before.equals(HttpMethod.POST);
            return becomesGet ? HttpMethod.GET : before;
        }
    }

    FollowingConnector(ClientHttpConnector delegate, Rules rules) {
        this.delegate = delegate;
        this.rules = rules;
    }

    @Override
    public Mono<ClientHttpResponse> connect(
            HttpMethod method, URI uri, Function<? super ClientHttpRequest, Mono<Void>> writer) {
        Mono<ClientHttpResponse> first = delegate.connect(method, uri, writer);
        return Mono.deferContextual(context -> {
            Call call = new Call(writer, context.getOrDefault(WebClientFilter.Injected.class, null));
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

    /**
     * One request of a call.
     *
     * @param leftHost whether any hop so far went to another host
     */
    private record Hop(int number, HttpMethod method, URI uri, boolean hasBody, boolean leftHost) {
        @Nullable Hop next(ClientHttpResponse response) {
            int status = response.getStatusCode().value();
            URI to = Rules.target(uri, status, response.getHeaders().getLocation());
            if (to == null) {
                return null;
            }
            Address before = Address.of(uri);
            HttpMethod nextMethod = Rules.method(method, status);
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
        private final WebClientFilter.@Nullable Injected injected;

        Call(Function<? super ClientHttpRequest, Mono<Void>> writer, WebClientFilter.@Nullable Injected injected) {
            this.writer = writer;
            this.injected = injected;
        }

        Mono<ClientHttpResponse> follow(Hop from, ClientHttpResponse response) {
            Hop to;
            try {
                to = from.number < rules.limit() ? from.next(response) : null;
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
                    lines.removeIf(rules.ofBody()::contains);
                }
                if (hop.leftHost) {
                    lines.removeIf(rules.ofHost()::contains);
                    if (rules.ofHost().contains("cookie")) {
                        getCookies().clear();
                    }
                }
                Injection injection = injected == null ? null : injected.get();
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
