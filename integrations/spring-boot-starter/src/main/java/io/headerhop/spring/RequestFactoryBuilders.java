// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import io.headerhop.httpclient.HeaderPropagationInterceptors;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpComponentsClientHttpRequestFactoryBuilder;

/** Makes what Spring Boot's builders of request factories build carry the headers, whichever client they are for. */
final class RequestFactoryBuilders {
    private RequestFactoryBuilders() {}

    static ClientHttpRequestFactoryBuilder<?> carrying(
            ClientHttpRequestFactoryBuilder<?> builder, Installed installed) {
        String client = builder.getClass().getSimpleName().replace("ClientHttpRequestFactoryBuilder", "");
        installed.add("RestClient and RestTemplate (" + client + ")");
        return builder instanceof HttpComponentsClientHttpRequestFactoryBuilder httpComponents
                ? HttpComponents.carrying(httpComponents, installed)
                : CarryingBuilder.of(builder, installed);
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
