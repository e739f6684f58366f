// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One of Spring Boot's builders of clients, which builds in another way. A dynamic proxy: {@code build} takes another
 * type in Spring Boot 3 than in Spring Boot 4.
 */
final class BuilderProxy<B> implements InvocationHandler {
    private final Class<B> type;
    private final B delegate;
    private final Build<B> build;

    /** Takes the place of {@code build}. */
    @FunctionalInterface
    interface Build<B> {
        /**
         * Builds what the builder is asked for.
         *
         * @param delegate the builder as it is configured now
         * @param method its own {@code build}
         * @param settings Spring Boot's; null for its defaults
         */
        Object build(B delegate, Method method, @Nullable Object settings) throws ReflectiveOperationException;
    }

    private BuilderProxy(Class<B> type, B delegate, Build<B> build) {
        this.type = type;
        this.delegate = delegate;
        this.build = build;
    }

    /**
     * Wraps a builder, and those that it answers with.
     *
     * @param type its interface, which has a method {@code build} with Spring Boot's settings
     */
    static <B> B of(Class<B> type, B delegate, Build<B> build) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, new BuilderProxy<>(type, delegate, build)));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            if (method.getName().equals("build")) {
                return build.build(delegate, buildOf(type), arguments == null ? null : arguments[0]);
            }
            Object result = method.invoke(delegate, arguments);
            return type.isInstance(result) ? of(type, type.cast(result), build) : result;
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private static Method buildOf(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals("build") && method.getParameterCount() == 1)
                .findFirst()
                .orElseThrow();
    }
}
