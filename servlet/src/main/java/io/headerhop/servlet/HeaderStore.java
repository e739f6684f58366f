// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import static java.lang.invoke.MethodType.methodType;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * A container's own store of a request's headers, which can be read in one pass; the servlet API searches all headers
 * for each name. Found at run time by the request's class. Otherwise the servlet API is used: in other containers, for
 * wrapped requests, and in a WAR whose server hides its classes. Tomcat is left out: it keeps bytes and makes a String
 * of each name that it is asked for, so one pass is no faster.
 */
abstract class HeaderStore {
    private static final List<String> JETTY = List.of(
            "org.eclipse.jetty.ee10.servlet.ServletApiRequest", "org.eclipse.jetty.ee11.servlet.ServletApiRequest");
    private static final String UNDERTOW = "io.undertow.servlet.spec.HttpServletRequestImpl";

    /** For requests that cannot be read this way. */
    static final HeaderStore NONE = new HeaderStore() {
        @Override
        boolean forEach(HttpServletRequest request, BiConsumer<String, String> line) {
            return false;
        }
    };

    /** Calls the consumer with each line; returns false if that is impossible. */
    abstract boolean forEach(HttpServletRequest request, BiConsumer<String, String> line);

    /** Whether this is a known container's own class of requests. */
    static boolean isKnown(Class<?> request) {
        return JETTY.contains(request.getName()) || UNDERTOW.equals(request.getName());
    }

    /** Returns the store for requests of this one's class, which must be known. */
    static HeaderStore of(HttpServletRequest request) {
        try {
            Class<?> type = request.getClass();
            HeaderStore store = UNDERTOW.equals(type.getName()) ? new Undertow(type) : new Jetty(type);
            // Tried once, since the classes are looked up only on use.
            store.forEach(request, (name, value) -> {});
            return store;
        } catch (Throwable e) {
            // An unknown version, or its classes are not visible from here.
            return NONE;
        }
    }

    private static final class Jetty extends HeaderStore {
        private final Function<Object, Object> coreRequest;
        private final Function<Object, Object> headers;
        private final Function<Object, Object> name;
        private final Function<Object, Object> value;

        Jetty(Class<?> type) throws Throwable {
            ClassLoader loader = type.getClassLoader();
            Class<?> core = loader.loadClass("org.eclipse.jetty.server.Request");
            Class<?> field = loader.loadClass("org.eclipse.jetty.http.HttpField");
            coreRequest = function(type, "getRequest", core);
            headers = function(core, "getHeaders", loader.loadClass("org.eclipse.jetty.http.HttpFields"));
            name = function(field, "getName", String.class);
            value = function(field, "getValue", String.class);
        }

        @Override
        boolean forEach(HttpServletRequest request, BiConsumer<String, String> line) {
            for (Object field : (Iterable<?>) headers.apply(coreRequest.apply(request))) {
                String text = (String) value.apply(field);
                if (text != null) {
                    line.accept((String) name.apply(field), text);
                }
            }
            return true;
        }
    }

    private static final class Undertow extends HeaderStore {
        private final Function<Object, Object> exchange;
        private final Function<Object, Object> headers;
        private final Function<Object, Object> name;

        Undertow(Class<?> type) throws Throwable {
            ClassLoader loader = type.getClassLoader();
            Class<?> ofExchange = loader.loadClass("io.undertow.server.HttpServerExchange");
            Class<?> values = loader.loadClass("io.undertow.util.HeaderValues");
            exchange = function(type, "getExchange", ofExchange);
            headers = function(ofExchange, "getRequestHeaders", loader.loadClass("io.undertow.util.HeaderMap"));
            name = function(values, "getHeaderName", loader.loadClass("io.undertow.util.HttpString"));
        }

        @Override
        boolean forEach(HttpServletRequest request, BiConsumer<String, String> line) {
            for (Object values : (Iterable<?>) headers.apply(exchange.apply(request))) {
                String text = name.apply(values).toString();
                for (Object value : (Collection<?>) values) {
                    line.accept(text, (String) value);
                }
            }
            return true;
        }
    }

    /** As fast as a direct call, unlike a method handle that is not a constant. */
    @SuppressWarnings("unchecked")
    private static Function<Object, Object> function(Class<?> owner, String name, Class<?> result) throws Throwable {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        MethodHandle method = lookup.findVirtual(owner, name, methodType(result));
        MethodType erased = methodType(Object.class, Object.class);
        return (Function<Object, Object>) LambdaMetafactory.metafactory(
                        lookup, "apply", methodType(Function.class), erased, method, methodType(result, owner))
                .getTarget()
                .invoke();
    }
}
