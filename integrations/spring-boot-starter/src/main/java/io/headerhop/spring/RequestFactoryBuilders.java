// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import io.headerhop.httpclient.HeaderPropagationInterceptors;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpComponentsClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.JdkClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.SimpleClientHttpRequestFactoryBuilder;
import org.springframework.http.client.ClientHttpRequestFactory;

/** Makes what Spring Boot's builders of request factories build carry the headers, whichever client they are for. */
final class RequestFactoryBuilders {
    private RequestFactoryBuilders() {}

    static ClientHttpRequestFactoryBuilder<?> carrying(
            ClientHttpRequestFactoryBuilder<?> builder, Installed installed) {
        String client = builder.getClass().getSimpleName().replace("ClientHttpRequestFactoryBuilder", "");
        installed.add("RestClient and RestTemplate (" + client + ")");
        if (builder instanceof HttpComponentsClientHttpRequestFactoryBuilder httpComponents) {
            return HttpComponents.carrying(httpComponents, installed);
        }
        boolean likeJdk = builder instanceof JdkClientHttpRequestFactoryBuilder
                || builder instanceof SimpleClientHttpRequestFactoryBuilder;
        Redirects redirects = likeJdk ? Redirects.LIKE_JDK : Redirects.WITHOUT_CREDENTIALS;
        return NotFollowingBuilder.of(
                ClientHttpRequestFactoryBuilder.class,
                builder,
                (built, follows) -> new CarryingRequestFactory(
                        (ClientHttpRequestFactory) built, follows ? redirects : Redirects.NOT_FOLLOWED));
    }

    /** Loaded only where there is an Apache HttpClient, whose adapter judges each hop by itself. */
    private static final class HttpComponents {
        static ClientHttpRequestFactoryBuilder<?> carrying(
                HttpComponentsClientHttpRequestFactoryBuilder builder, Installed installed) {
            return builder.withHttpClientCustomizer(HeaderPropagationInterceptors::install)
                    .withCustomizer(installed::addCarrying);
        }
    }
}
