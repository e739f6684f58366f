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
final class CarryingRequest extends AbstractClientHttpRequest
        implements StreamingHttpOutputMessage, Redirects.Blocking<ClientHttpResponse> {
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
        Redirects.Hop first = redirects.first(method, uri);
        Address address = Address.of(uri);
        if (address == null) {
            return send(first, lines);
        }
        Injection injection =
                Adapters.inject(CapturedHeaders.current(), address, lines, RequestLines.Client.REST_CLIENT);
        return follow(first, send(first, lines), lines, injection);
    }

    @Override
    public RequestLines.Client client() {
        return RequestLines.Client.REST_CLIENT;
    }

    @Override
    public int status(ClientHttpResponse response) throws IOException {
        return response.getStatusCode().value();
    }

    @Override
    public @Nullable String location(ClientHttpResponse response) {
        return response.getHeaders().getFirst(HttpHeaders.LOCATION);
    }

    @Override
    public void close(ClientHttpResponse response) {
        response.close();
    }

    /** Spring has {@code HttpURLConnection} follow only a GET. */
    @Override
    public boolean cannotRepeat(ClientHttpResponse response, Redirects.Hop next) {
        return redirects == Redirects.LIKE_URL_CONNECTION
                ? !method.equals(HttpMethod.GET)
                : next.withBody() && body != null && !body.repeatable();
    }

    @Override
    public ClientHttpResponse send(Redirects.Hop hop, RequestLines lines) throws IOException {
        ClientHttpRequest request = delegate.createRequest(hop.uri(), hop.method());
        lines.forEach((name, value) -> request.getHeaders().add(name, value));
        getAttributes().forEach(request.getAttributes()::put);
        if (hop.withBody() && body != null) {
            if (request instanceof StreamingHttpOutputMessage streaming) {
                streaming.setBody(body);
            } else {
                body.writeTo(request.getBody());
            }
        } else if (hop.withBody() && bytes != null) {
            bytes.writeTo(request.getBody());
        }
        return request.execute();
    }
}
