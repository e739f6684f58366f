// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import io.headerhop.httpclient.HeaderPropagationInterceptors;
import io.headerhop.jdkhttpclient.HeaderPropagationHttpClient;
import java.lang.reflect.Method;
import java.net.http.HttpClient;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpComponentsClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.JdkClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.SimpleClientHttpRequestFactoryBuilder;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.util.ReflectionUtils;

/**
 * Makes what Spring Boot's builders of request factories build carry the headers: by the client's adapter if there is
 * one, and else by following redirects in its place, since it would send all headers to any host.
 */
final class RequestFactoryBuilders {
    private RequestFactoryBuilders() {}

    static ClientHttpRequestFactoryBuilder<?> carrying(
            ClientHttpRequestFactoryBuilder<?> builder, Installed installed) {
        String client = builder.getClass().getSimpleName().replace("ClientHttpRequestFactoryBuilder", "");
        installed.add("RestClient and RestTemplate (" + client + ")");
        return builder instanceof HttpComponentsClientHttpRequestFactoryBuilder httpComponents
                ? HttpComponents.carrying(httpComponents, installed)
                : BuilderProxy.of(
                        ClientHttpRequestFactoryBuilder.class,
                        builder,
                        (delegate, build, settings) -> delegate instanceof JdkClientHttpRequestFactoryBuilder jdk
                                ? onJdksClient(jdk, build, settings, installed)
                                : following(delegate, build, settings));
    }

    /** The same factory with a client from the same builder, but one that carries the headers. */
    private static ClientHttpRequestFactory onJdksClient(
            JdkClientHttpRequestFactoryBuilder builder, Method build, @Nullable Object settings, Installed installed)
            throws ReflectiveOperationException {
        AtomicReference<HttpClient.@Nullable Builder> client = new AtomicReference<>();
        Object alone = build.invoke(builder.withHttpClientCustomizer(client::set), settings);
        JdkClientHttpRequestFactory factory = new JdkClientHttpRequestFactory(
                HeaderPropagationHttpClient.build(Objects.requireNonNull(client.get())));
        // What Spring Boot and customizers have set on it, such as the read timeout.
        ReflectionUtils.shallowCopyFieldState(Objects.requireNonNull(alone), factory);
        installed.addCarrying(factory);
        return factory;
    }

    private static ClientHttpRequestFactory following(
            ClientHttpRequestFactoryBuilder<?> builder, Method build, @Nullable Object given)
            throws ReflectiveOperationException {
        ClientSettings settings = ClientSettings.of(build.getParameterTypes()[0], given);
        Redirects redirects = !settings.followsRedirects()
                ? Redirects.NOT_FOLLOWED
                : builder instanceof SimpleClientHttpRequestFactoryBuilder
                        ? Redirects.LIKE_URL_CONNECTION
                        : Redirects.LIKE_BROWSERS;
        return new CarryingRequestFactory(
                (ClientHttpRequestFactory) build.invoke(builder, settings.withoutRedirects()), redirects);
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
