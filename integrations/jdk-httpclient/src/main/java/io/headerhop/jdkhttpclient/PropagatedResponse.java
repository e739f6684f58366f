// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jdkhttpclient;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * A response as the application would see it without the headers: its request has none of them, so that sent again it
 * carries those of the call that sends it.
 *
 * <p>Implements {@link HttpResponse} of any later version too: the method added since Java 17 is declared below without
 * {@code @Override}.
 */
final class PropagatedResponse<T> implements HttpResponse<T> {
    private final HttpResponse<T> response;
    private final HttpRequest request;
    private final @Nullable HttpResponse<T> earlier;

    /** @param earlier the answer that redirected the client here */
    PropagatedResponse(HttpResponse<T> response, HttpRequest request, @Nullable HttpResponse<T> earlier) {
        this.response = response;
        this.request = request;
        this.earlier = earlier;
    }

    @Override
    public int statusCode() {
        return response.statusCode();
    }

    /** As of Java 25. */
    public Optional<String> connectionLabel() {
        return NewerMethods.connectionLabel(response);
    }

    @Override
    public HttpRequest request() {
        return request;
    }

    @Override
    public Optional<HttpResponse<T>> previousResponse() {
        Optional<HttpResponse<T>> previous = response.previousResponse();
        return previous.isPresent()
                ? previous.map(each -> new PropagatedResponse<>(each, request, earlier))
                : Optional.ofNullable(earlier);
    }

    @Override
    public HttpHeaders headers() {
        return response.headers();
    }

    @Override
    public T body() {
        return response.body();
    }

    @Override
    public Optional<SSLSession> sslSession() {
        return response.sslSession();
    }

    @Override
    public URI uri() {
        return response.uri();
    }

    @Override
    public HttpClient.Version version() {
        return response.version();
    }

    @Override
    public String toString() {
        return response.toString();
    }
}
