// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.http.client.ClientHttpRequestFactory;

/**
 * A builder of request factories whose factories carry the headers and follow redirects themselves, since the client
 * below would send all headers to any host. A dynamic proxy: {@code build} takes another type in Spring Boot 3 than in
 * Spring Boot 4.
 */
final class CarryingBuilder implements InvocationHandler {
    private final ClientHttpRequestFactoryBuilder<?> delegate;
    private final Redirects redirects;

    private CarryingBuilder(ClientHttpRequestFactoryBuilder<?> delegate, Redirects redirects) {
        this.delegate = delegate;
        this.redirects = redirects;
    }

    static ClientHttpRequestFactoryBuilder<?> of(ClientHttpRequestFactoryBuilder<?> delegate, Redirects redirects) {
        return (ClientHttpRequestFactoryBuilder<?>) Proxy.newProxyInstance(
                ClientHttpRequestFactoryBuilder.class.getClassLoader(),
                new Class<?>[] {ClientHttpRequestFactoryBuilder.class},
                new CarryingBuilder(delegate, redirects));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (method.getName().equals("build")) {
            return build(arguments == null ? null : arguments[0]);
        }
        try {
            Object result = method.invoke(delegate, arguments);
            return result instanceof ClientHttpRequestFactoryBuilder<?> builder ? of(builder, redirects) : result;
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private ClientHttpRequestFactory build(@Nullable Object given) throws Throwable {
        try {
            Method build = Arrays.stream(ClientHttpRequestFactoryBuilder.class.getMethods())
                    .filter(method -> method.getName().equals("build") && method.getParameterCount() == 1)
                    .findFirst()
                    .orElseThrow();
            ClientSettings settings = ClientSettings.of(build.getParameterTypes()[0], given);
            ClientHttpRequestFactory factory =
                    (ClientHttpRequestFactory) build.invoke(delegate, settings.withoutRedirects());
            return new CarryingRequestFactory(
                    factory, settings.followsRedirects() ? redirects : Redirects.NOT_FOLLOWED);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
