// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One of Spring Boot's builders of clients, which tells the client not to follow redirects, since it would send all
 * headers to any host: who wraps what is built follows in its place. A dynamic proxy: {@code build} takes another type
 * in Spring Boot 3 than in Spring Boot 4.
 */
final class NotFollowingBuilder implements InvocationHandler {
    private final Class<?> type;
    private final Object delegate;
    private final Wrapper wrapper;

    /** Wraps what is built. */
    @FunctionalInterface
    interface Wrapper {
        /**
         * Returns what takes the place of what was built.
         *
         * @param follows whether the application wants redirects to be followed
         */
        Object wrap(Object built, boolean follows);
    }

    private NotFollowingBuilder(Class<?> type, Object delegate, Wrapper wrapper) {
        this.type = type;
        this.delegate = delegate;
        this.wrapper = wrapper;
    }

    /**
     * Wraps a builder.
     *
     * @param type its interface, which has a method {@code build} with Spring Boot's settings
     */
    static <B> B of(Class<B> type, B delegate, Wrapper wrapper) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, new NotFollowingBuilder(type, delegate, wrapper)));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            if (method.getName().equals("build")) {
                return build(arguments == null ? null : arguments[0]);
            }
            Object result = method.invoke(delegate, arguments);
            return type.isInstance(result) ? of(type, result) : result;
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private <B> B of(Class<B> builder, Object result) {
        return of(builder, builder.cast(result), wrapper);
    }

    private Object build(@Nullable Object given) throws ReflectiveOperationException {
        Method build = Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals("build") && method.getParameterCount() == 1)
                .findFirst()
                .orElseThrow();
        ClientSettings settings = ClientSettings.of(build.getParameterTypes()[0], given);
        return wrapper.wrap(build.invoke(delegate, settings.withoutRedirects()), settings.followsRedirects());
    }
}
