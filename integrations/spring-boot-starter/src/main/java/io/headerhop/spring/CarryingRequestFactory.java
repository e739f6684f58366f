// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import java.net.URI;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;

/**
 * Makes requests that carry the headers current where they are executed, over a factory that knows nothing of it. Not
 * an interceptor: with an interceptor, Spring reads the body of each request into memory.
 */
final class CarryingRequestFactory implements ClientHttpRequestFactory, DisposableBean {
    private final ClientHttpRequestFactory delegate;
    private final Redirects redirects;

    /** @param redirects how to follow them; the delegate must not follow by itself then */
    CarryingRequestFactory(ClientHttpRequestFactory delegate, Redirects redirects) {
        this.delegate = delegate;
        this.redirects = redirects;
    }

    @Override
    public ClientHttpRequest createRequest(URI uri, HttpMethod method) {
        return new CarryingRequest(delegate, uri, method, redirects);
    }

    /** Spring Boot 4 has a bean of this; Jetty's client is to be stopped. */
    @Override
    public void destroy() throws Exception {
        if (delegate instanceof DisposableBean disposable) {
            disposable.destroy();
        }
    }
}
