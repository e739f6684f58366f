// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Iterator;
import java.util.List;
import okhttp3.Headers;
import okhttp3.Interceptor;
import okhttp3.Request;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpRequestInterceptor;
import org.jspecify.annotations.Nullable;

/**
 * The fastest we can write by hand, with no checks of values, limits or destinations: an array, a slot that stays on
 * the thread, one pass over the outbound request's own names, which win. Read through the servlet API, or (the limit)
 * in one pass over the container's own header store.
 */
final class Optimum implements Interceptors {
    private static final ThreadLocal<@Nullable Object[]> SLOT = ThreadLocal.withInitial(() -> new Object[1]);

    private final HeaderArray headers;
    private final NativeHeaders reader;

    private Optimum(Scenario scenario, NativeHeaders reader) {
        headers = new HeaderArray(scenario.names(), scenario.prefix());
        this.reader = reader;
    }

    static Optimum ofServletApi(Scenario scenario) {
        return new Optimum(scenario, (request, headers) -> headers.read(request));
    }

    static Optimum ofContainer(String container, Scenario scenario) {
        return new Optimum(scenario, NativeHeaders.of(container));
    }

    @Override
    public Filter filter() {
        return (request, response, chain) -> {
            String[] captured = reader.read((HttpServletRequest) request, headers);
            @Nullable Object[] slot = SLOT.get();
            Object before = slot[0];
            slot[0] = captured;
            try {
                chain.doFilter(request, response);
            } finally {
                slot[0] = before;
            }
        };
    }

    private static String @Nullable [] current() {
        return (String[]) SLOT.get()[0];
    }

    @Override
    public Interceptor okHttp() {
        return chain -> {
            Request request = chain.request();
            String[] current = current();
            if (current == null) {
                return chain.proceed(request);
            }
            Headers own = request.headers();
            long present = 0;
            for (int i = 0; i < own.size(); i++) {
                present |= headers.bit(own.name(i));
            }
            Request.Builder builder = request.newBuilder();
            headers.addTo(builder, current, present, Request.Builder::addHeader);
            return chain.proceed(builder.build());
        };
    }

    @Override
    public HttpRequestInterceptor httpClient() {
        return (request, entity, context) -> {
            String[] current = current();
            if (current == null) {
                return;
            }
            long present = 0;
            for (Iterator<Header> own = request.headerIterator(); own.hasNext(); ) {
                present |= headers.bit(own.next().getName());
            }
            headers.addTo(request, current, present, HttpRequest::addHeader);
        };
    }

    @Override
    public ClientRequestFilter jaxrs() {
        return request -> {
            String[] current = current();
            if (current == null) {
                return;
            }
            MultivaluedMap<String, Object> outbound = request.getHeaders();
            long present = 0;
            for (String own : outbound.keySet()) {
                present |= headers.bit(own);
            }
            headers.addTo(outbound, current, present, MultivaluedMap::add);
        };
    }

    @Override
    public List<String> carries(Scenario scenario) {
        return scenario.expected();
    }
}
