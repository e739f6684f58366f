// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.client.ClientRequestFilter;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import okhttp3.Interceptor;
import okhttp3.Request;
import org.apache.hc.core5.http.HttpRequestInterceptor;
import org.jspecify.annotations.Nullable;

/** What many blog posts show: a list of names, a map in a thread-local, an interceptor. No checks. */
final class Naive implements Interceptors {
    private static final ThreadLocal<@Nullable Map<String, String>> CURRENT = new ThreadLocal<>();

    private final List<String> names;
    private final @Nullable String prefix;

    Naive(Scenario scenario) {
        names = scenario.names();
        prefix = scenario.prefix();
    }

    @Override
    public Filter filter() {
        return (request, response, chain) -> {
            CURRENT.set(capture((HttpServletRequest) request));
            try {
                chain.doFilter(request, response);
            } finally {
                CURRENT.remove();
            }
        };
    }

    private Map<String, String> capture(HttpServletRequest request) {
        Map<String, String> headers = new HashMap<>();
        for (String name : names) {
            String value = request.getHeader(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        if (prefix != null) {
            for (String name : Collections.list(request.getHeaderNames())) {
                if (name.toLowerCase(Locale.ROOT).startsWith(prefix)) {
                    headers.put(name, request.getHeader(name));
                }
            }
        }
        return headers;
    }

    @Override
    public Interceptor okHttp() {
        return chain -> {
            Request.Builder request = chain.request().newBuilder();
            Map<String, String> headers = CURRENT.get();
            if (headers != null) {
                headers.forEach(request::header);
            }
            return chain.proceed(request.build());
        };
    }

    @Override
    public HttpRequestInterceptor httpClient() {
        return (request, entity, context) -> {
            Map<String, String> headers = CURRENT.get();
            if (headers != null) {
                headers.forEach(request::setHeader);
            }
        };
    }

    @Override
    public ClientRequestFilter jaxrs() {
        return request -> {
            Map<String, String> headers = CURRENT.get();
            if (headers != null) {
                headers.forEach(request.getHeaders()::putSingle);
            }
        };
    }

    @Override
    public List<String> carries(Scenario scenario) {
        return scenario.expected();
    }
}
