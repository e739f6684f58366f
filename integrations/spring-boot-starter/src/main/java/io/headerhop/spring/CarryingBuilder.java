// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import io.headerhop.jdkhttpclient.HeaderPropagationHttpClient;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.http.HttpClient;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.JdkClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.SimpleClientHttpRequestFactoryBuilder;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.util.ReflectionUtils;

/**
 * A builder of request factories whose factories carry the headers and follow redirects themselves, since the client
 * below would send all headers to any host. A dynamic proxy: {@code build} takes another type in Spring Boot 3 than in
 * Spring Boot 4.
 */
final class CarryingBuilder implements InvocationHandler {
    private final ClientHttpRequestFactoryBuilder<?> delegate;
    private final Installed installed;

    private CarryingBuilder(ClientHttpRequestFactoryBuilder<?> delegate, Installed installed) {
        this.delegate = delegate;
        this.installed = installed;
    }

    static ClientHttpRequestFactoryBuilder<?> of(ClientHttpRequestFactoryBuilder<?> delegate, Installed installed) {
        return (ClientHttpRequestFactoryBuilder<?>) Proxy.newProxyInstance(
                ClientHttpRequestFactoryBuilder.class.getClassLoader(),
                new Class<?>[] {ClientHttpRequestFactoryBuilder.class},
                new CarryingBuilder(delegate, installed));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            if (method.getName().equals("build")) {
                return build(arguments == null ? null : arguments[0]);
            }
            Object result = method.invoke(delegate, arguments);
            return result instanceof ClientHttpRequestFactoryBuilder<?> builder ? of(builder, installed) : result;
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private ClientHttpRequestFactory build(@Nullable Object given) throws ReflectiveOperationException {
        Method build = Arrays.stream(ClientHttpRequestFactoryBuilder.class.getMethods())
                .filter(method -> method.getName().equals("build") && method.getParameterCount() == 1)
                .findFirst()
                .orElseThrow();
        if (delegate instanceof JdkClientHttpRequestFactoryBuilder jdk) {
            return build(jdk, build, given);
        }
        ClientSettings settings = ClientSettings.of(build.getParameterTypes()[0], given);
        Redirects redirects = !settings.followsRedirects()
                ? Redirects.NOT_FOLLOWED
                : delegate instanceof SimpleClientHttpRequestFactoryBuilder
                        ? Redirects.LIKE_URL_CONNECTION
                        : Redirects.LIKE_BROWSERS;
        return new CarryingRequestFactory(
                (ClientHttpRequestFactory) build.invoke(delegate, settings.withoutRedirects()), redirects);
    }

    /** The same factory with a client from the same builder, but one that carries the headers. */
    private ClientHttpRequestFactory build(
            JdkClientHttpRequestFactoryBuilder builder, Method build, @Nullable Object settings)
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
}
