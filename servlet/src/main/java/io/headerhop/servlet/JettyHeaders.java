// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** Jetty 12 keeps a list of lines. */
final class JettyHeaders implements HeaderStore {
    private final Function<Object, Object> coreRequest;
    private final Function<Object, Object> headers;
    private final Function<Object, Object> name;
    private final Function<Object, Object> value;

    JettyHeaders(Class<?> request) throws Throwable {
        ClassLoader loader = request.getClassLoader();
        Class<?> core = loader.loadClass("org.eclipse.jetty.server.Request");
        Class<?> field = loader.loadClass("org.eclipse.jetty.http.HttpField");
        coreRequest = Methods.function(request, "getRequest", core);
        headers = Methods.function(core, "getHeaders", loader.loadClass("org.eclipse.jetty.http.HttpFields"));
        name = Methods.function(field, "getName", String.class);
        value = Methods.function(field, "getValue", String.class);
    }

    @Override
    public boolean forEach(HttpServletRequest request, Predicate<String> wanted, BiConsumer<String, String> line) {
        for (Object field : (Iterable<?>) headers.apply(coreRequest.apply(request))) {
            String text = (String) value.apply(field);
            if (text != null) {
                line.accept((String) name.apply(field), text);
            }
        }
        return true;
    }
}
