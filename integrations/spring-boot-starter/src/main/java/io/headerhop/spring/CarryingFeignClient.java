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
import java.net.URI;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * A Feign client that injects and follows redirects itself, whichever client is below: told to follow, that one would
 * send the headers to any host.
 */
final class CarryingFeignClient implements Client {
    private static final Redirects REDIRECTS = Redirects.WITHOUT_CREDENTIALS;

    private final Client delegate;
    private final Client forHops;

    CarryingFeignClient(Client delegate) {
        this.delegate = delegate;
        this.forHops = withoutLoadBalancer(delegate);
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
        Injection injection = Adapters.inject(CapturedHeaders.current(), address, lines, RequestLines.WRITER);
        Request.Options notFollowing = new Request.Options(
                options.connectTimeout(),
                options.connectTimeoutUnit(),
                options.readTimeout(),
                options.readTimeoutUnit(),
                false);
        Response response =
                delegate.execute(copy(request, request.httpMethod().name(), uri, lines, request.body()), notFollowing);
        return options.isFollowRedirects()
                ? follow(request, response, address, lines, injection, notFollowing)
                : response;
    }

    private Response follow(
            Request request,
            Response first,
            Address addressed,
            RequestLines lines,
            Injection injection,
            Request.Options options)
            throws IOException {
        Response response = first;
        URI from = URI.create(request.url());
        Address before = addressed;
        HttpMethod method = HttpMethod.valueOf(request.httpMethod().name());
        byte[] body = request.body();
        for (int hop = 1; hop <= REDIRECTS.limit(); hop++) {
            URI to = Redirects.target(from, response.status(), location(response));
            Address address = to == null ? null : Address.of(to);
            if (to == null || address == null) {
                return response;
            }
            HttpMethod next = Redirects.method(method, response.status());
            if (!next.equals(method)) {
                body = null;
                lines.removeIf(REDIRECTS.ofBody()::contains);
            }
            method = next;
            if (!address.equals(before)) {
                lines.removeIf(REDIRECTS.ofHost()::contains);
            }
            injection.followTo(address, lines, RequestLines.WRITER);
            response.close();
            response = forHops.execute(copy(request, method.name(), to, lines, body), options);
            from = to;
            before = address;
        }
        return response;
    }

    private static @Nullable URI location(Response response) {
        for (Map.Entry<String, Collection<String>> header : response.headers().entrySet()) {
            if (header.getKey().equalsIgnoreCase("location")
                    && !header.getValue().isEmpty()) {
                return URI.create(header.getValue().iterator().next());
            }
        }
        return null;
    }

    private static Request copy(Request request, String method, URI uri, RequestLines lines, byte @Nullable [] body) {
        Map<String, Collection<String>> headers = lines.toMap();
        return Request.create(
                Request.HttpMethod.valueOf(method),
                uri.toString(),
                headers,
                body,
                request.charset(),
                request.requestTemplate());
    }
}
