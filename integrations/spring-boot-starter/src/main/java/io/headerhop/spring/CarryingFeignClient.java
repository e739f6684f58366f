// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import feign.Client;
import feign.Request;
import feign.Response;
import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.spi.Address;
import io.headerhop.spi.Injection;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.HttpRetryException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * A Feign client that injects and follows redirects itself, whichever client is below: told to follow, that one would
 * send the headers to any host.
 */
final class CarryingFeignClient implements Client {
    private final Client delegate;
    private final Client forHops;
    private final Redirects redirects;

    CarryingFeignClient(Client delegate) {
        this.delegate = delegate;
        this.forHops = withoutLoadBalancer(delegate);
        this.redirects = forHops instanceof Client.Default ? Redirects.LIKE_URL_CONNECTION : Redirects.LIKE_BROWSERS;
    }

    /** A load balancer takes the host of each URL for the name of a service; that of a redirect is a real host. */
    private static Client withoutLoadBalancer(Client client) {
        Method getter = ClassUtils.getMethodIfAvailable(client.getClass(), "getDelegate");
        Object inner = getter == null ? null : ReflectionUtils.invokeMethod(getter, client);
        return inner instanceof Client behind ? behind : client;
    }

    @Override
    public Response execute(Request request, Request.Options options) throws IOException {
        URI uri = URI.create(request.url());
        Address address = Address.of(uri);
        if (address == null) {
            return delegate.execute(request, options);
        }
        RequestLines lines = RequestLines.of(request.headers());
        Injection injection = Adapters.inject(CapturedHeaders.current(), address, lines, RequestLines.Client.FEIGN);
        Request.Options notFollowing = new Request.Options(
                options.connectTimeout(),
                options.connectTimeoutUnit(),
                options.readTimeout(),
                options.readTimeoutUnit(),
                false);
        Redirects.Hop first =
                redirects.first(HttpMethod.valueOf(request.httpMethod().name()), uri);
        Hops hops = new Hops(request, notFollowing);
        Response response = delegate.execute(hops.request(first, lines), notFollowing);
        return options.isFollowRedirects() ? hops.follow(first, response, lines, injection) : response;
    }

    private final class Hops implements Redirects.Blocking<Response> {
        private final Request request;
        private final Request.Options options;

        Hops(Request request, Request.Options options) {
            this.request = request;
            this.options = options;
        }

        Request request(Redirects.Hop hop, RequestLines lines) {
            return Request.create(
                    Request.HttpMethod.valueOf(hop.method().name()),
                    hop.uri().toString(),
                    lines.toMap(),
                    hop.withBody() ? request.body() : null,
                    request.charset(),
                    request.requestTemplate());
        }

        @Override
        public Response send(Redirects.Hop hop, RequestLines lines) throws IOException {
            return forHops.execute(request(hop, lines), options);
        }

        @Override
        public RequestLines.Client client() {
            return RequestLines.Client.FEIGN;
        }

        @Override
        public int status(Response response) {
            return response.status();
        }

        @Override
        public @Nullable String location(Response response) {
            return response.headers().entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase("location"))
                    .flatMap(header -> header.getValue().stream())
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public void close(Response response) {
            response.close();
        }

        /** A streamed body fails the call, as it does without us. */
        @Override
        public boolean cannotRepeat(Response response, Redirects.Hop next) throws IOException {
            if (redirects == Redirects.LIKE_URL_CONNECTION && request.body() != null) {
                response.close();
                throw new HttpRetryException(
                        "cannot retry due to redirection, in streaming mode", response.status(), location(response));
            }
            return false;
        }
    }
}
