// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.spi.Address;
import io.headerhop.spi.Injection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.http.client.AbstractClientHttpRequest;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;

/** One call, with a request of the client below for each of its hops. */
final class CarryingRequest extends AbstractClientHttpRequest implements StreamingHttpOutputMessage {
    private final ClientHttpRequestFactory delegate;
    private final URI uri;
    private final HttpMethod method;
    private final Redirects redirects;
    private @Nullable Body body;
    private @Nullable ByteArrayOutputStream bytes;

    CarryingRequest(ClientHttpRequestFactory delegate, URI uri, HttpMethod method, Redirects redirects) {
        this.delegate = delegate;
        this.uri = uri;
        this.method = method;
        this.redirects = redirects;
    }

    @Override
    public HttpMethod getMethod() {
        return method;
    }

    @Override
    public URI getURI() {
        return uri;
    }

    @Override
    public void setBody(Body body) {
        assertNotExecuted();
        this.body = body;
    }

    @Override
    protected OutputStream getBodyInternal(HttpHeaders headers) {
        ByteArrayOutputStream buffer = bytes == null ? new ByteArrayOutputStream(1024) : bytes;
        bytes = buffer;
        return buffer;
    }

    @Override
    protected ClientHttpResponse executeInternal(HttpHeaders own) throws IOException {
        RequestLines lines = RequestLines.of(own);
        Address address = Address.of(uri);
        if (address == null) {
            return send(uri, method, lines, true);
        }
        Injection injection = Adapters.inject(CapturedHeaders.current(), address, lines, RequestLines.WRITER);
        ClientHttpResponse response = send(uri, method, lines, true);
        return redirects.limit() > 0 ? follow(response, address, lines, injection) : response;
    }

    private ClientHttpResponse follow(
            ClientHttpResponse first, Address addressed, RequestLines lines, Injection injection) throws IOException {
        ClientHttpResponse response = first;
        URI from = uri;
        Address before = addressed;
        HttpMethod hopMethod = method;
        boolean hasBody = true;
        for (int hop = 1; hop <= redirects.limit(); hop++) {
            int status = response.getStatusCode().value();
            URI to = Redirects.target(from, status, response.getHeaders().getLocation());
            if (to == null) {
                return response;
            }
            Address address = Address.of(to);
            if (address == null) {
                response.close();
                throw new IllegalArgumentException("unsupported URI " + to);
            }
            HttpMethod next = Redirects.method(hopMethod, status);
            if (!next.equals(hopMethod)) {
                hasBody = false;
                lines.removeIf(redirects.ofBody()::contains);
            }
            if (hasBody && body != null && !body.repeatable()) {
                return response;
            }
            hopMethod = next;
            if (!address.equals(before)) {
                lines.removeIf(redirects.ofHost()::contains);
            }
            injection.followTo(address, lines, RequestLines.WRITER);
            response.close();
            response = send(to, hopMethod, lines, hasBody);
            from = to;
            before = address;
        }
        return response;
    }

    private ClientHttpResponse send(URI to, HttpMethod hopMethod, RequestLines lines, boolean hasBody)
            throws IOException {
        ClientHttpRequest request = delegate.createRequest(to, hopMethod);
        lines.forEach((name, value) -> request.getHeaders().add(name, value));
        getAttributes().forEach(request.getAttributes()::put);
        if (hasBody && body != null) {
            if (request instanceof StreamingHttpOutputMessage streaming) {
                streaming.setBody(body);
            } else {
                body.writeTo(request.getBody());
            }
        } else if (hasBody && bytes != null) {
            bytes.writeTo(request.getBody());
        }
        return request.execute();
    }
}
