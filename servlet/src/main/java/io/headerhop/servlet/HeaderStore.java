// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * A container's own store of a request's headers, which can be read in one pass; the servlet API searches all headers
 * for each name. Found at run time by the request's class. Otherwise the servlet API is used: in other containers, for
 * wrapped requests, and in a WAR whose server hides its classes.
 */
interface HeaderStore {
    /** For requests that cannot be read this way. */
    HeaderStore NONE = (request, wanted, line) -> false;

    /** The containers' own classes of requests, and how to read them. */
    Map<String, Factory> KNOWN = Map.of(
            "org.eclipse.jetty.ee10.servlet.ServletApiRequest", JettyHeaders::new,
            "org.eclipse.jetty.ee11.servlet.ServletApiRequest", JettyHeaders::new,
            "io.undertow.servlet.spec.HttpServletRequestImpl", UndertowHeaders::new,
            "org.apache.catalina.connector.RequestFacade", TomcatHeaders::new);

    /** Looks up what a store needs from a container's class of requests. */
    @FunctionalInterface
    interface Factory {
        HeaderStore of(Class<?> request) throws Throwable;
    }

    /**
     * Calls the consumer with each line that is wanted, and perhaps with others; returns false if that is impossible.
     */
    boolean forEach(HttpServletRequest request, Predicate<String> wanted, BiConsumer<String, String> line);

    /** Whether this is a known container's own class of requests. */
    static boolean isKnown(Class<?> request) {
        return KNOWN.containsKey(request.getName());
    }

    /** Returns the store for requests of this one's class, which must be known. */
    static HeaderStore of(HttpServletRequest request) {
        Class<?> type = request.getClass();
        try {
            HeaderStore store = KNOWN.get(type.getName()).of(type);
            // Tried once, since the classes are looked up only on use.
            return store.forEach(request, name -> true, (name, value) -> {}) ? store : NONE;
        } catch (Throwable e) {
            // An unknown version, or its classes are not visible from here.
            return NONE;
        }
    }
}
