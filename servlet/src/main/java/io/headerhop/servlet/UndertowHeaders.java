// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** Undertow keeps a map of names to values. */
final class UndertowHeaders implements HeaderStore {
    private final Function<Object, Object> exchange;
    private final Function<Object, Object> headers;
    private final Function<Object, Object> name;

    UndertowHeaders(Class<?> request) throws Throwable {
        ClassLoader loader = request.getClassLoader();
        Class<?> ofExchange = loader.loadClass("io.undertow.server.HttpServerExchange");
        Class<?> values = loader.loadClass("io.undertow.util.HeaderValues");
        exchange = Methods.function(request, "getExchange", ofExchange);
        headers = Methods.function(ofExchange, "getRequestHeaders", loader.loadClass("io.undertow.util.HeaderMap"));
        name = Methods.function(values, "getHeaderName", loader.loadClass("io.undertow.util.HttpString"));
    }

    @Override
    public boolean forEach(HttpServletRequest request, Predicate<String> wanted, BiConsumer<String, String> line) {
        for (Object values : (Iterable<?>) headers.apply(exchange.apply(request))) {
            String text = name.apply(values).toString();
            for (Object value : (Collection<?>) values) {
                line.accept(text, (String) value);
            }
        }
        return true;
    }
}
