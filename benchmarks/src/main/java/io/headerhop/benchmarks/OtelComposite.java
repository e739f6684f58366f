// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.opentelemetry.extension.trace.propagation.B3Propagator;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import okhttp3.Interceptor;
import okhttp3.Request;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpRequestInterceptor;
import org.jspecify.annotations.Nullable;

/** OpenTelemetry's W3C, baggage and B3 propagators and one for x-request-id, used only to pass headers on: no spans. */
final class OtelComposite implements Interceptors {
    private static final TextMapSetter<Request.Builder> OK_HTTP = (request, name, value) -> {
        if (request != null) {
            request.header(name, value);
        }
    };
    private static final TextMapSetter<HttpRequest> HTTP_CLIENT = (request, name, value) -> {
        if (request != null) {
            request.setHeader(name, value);
        }
    };
    private static final TextMapSetter<ClientRequestContext> JAX_RS = (request, name, value) -> {
        if (request != null) {
            request.getHeaders().putSingle(name, value);
        }
    };

    private final TextMapPropagator propagator = TextMapPropagator.composite(
            W3CTraceContextPropagator.getInstance(),
            W3CBaggagePropagator.getInstance(),
            B3Propagator.injectingMultiHeaders(),
            new RequestId());

    @Override
    public Filter filter() {
        return (request, response, chain) -> {
            Context context =
                    propagator.extract(Context.current(), (HttpServletRequest) request, ServletHeaders.GETTER);
            try (Scope scope = context.makeCurrent()) {
                chain.doFilter(request, response);
            }
        };
    }

    @Override
    public Interceptor okHttp() {
        return chain -> {
            Request.Builder request = chain.request().newBuilder();
            propagator.inject(Context.current(), request, OK_HTTP);
            return chain.proceed(request.build());
        };
    }

    @Override
    public HttpRequestInterceptor httpClient() {
        return (request, entity, context) -> propagator.inject(Context.current(), request, HTTP_CLIENT);
    }

    @Override
    public ClientRequestFilter jaxrs() {
        return request -> propagator.inject(Context.current(), request, JAX_RS);
    }

    /** It writes a trace in both forms, whichever came in. */
    @Override
    public List<String> carries(Scenario scenario) {
        String requestId = "x-request-id: 7d7f4a3e-2b1c-4d8e-9f00-1234567890ab";
        List<String> b3 = List.of(
                "X-B3-Sampled: 1", "X-B3-SpanId: a2fb4a1d1a96d312", "X-B3-TraceId: 463ac35c9f6413ad48485a3953bb6124");
        String traceparent = "traceparent: 00-463ac35c9f6413ad48485a3953bb6124-a2fb4a1d1a96d312-01";
        return switch (scenario.name()) {
            case "b3", "twoCalls" -> List.of(b3.get(0), b3.get(1), b3.get(2), traceparent, requestId);
            case "w3c" ->
                List.of(
                        b3.get(0),
                        b3.get(1),
                        b3.get(2),
                        traceparent,
                        "tracestate: vendor=opaque123,other=xyz789",
                        requestId);
            default -> List.of();
        };
    }

    private enum ServletHeaders implements TextMapGetter<HttpServletRequest> {
        GETTER;

        @Override
        @SuppressWarnings("deprecation") // Abstract, so it must be there
        public Iterable<String> keys(HttpServletRequest request) {
            return Collections.list(request.getHeaderNames());
        }

        @Override
        public @Nullable String get(@Nullable HttpServletRequest request, String name) {
            return request == null ? null : request.getHeader(name);
        }
    }

    private static final class RequestId implements TextMapPropagator {
        private static final String NAME = "x-request-id";
        private static final ContextKey<String> KEY = ContextKey.named(NAME);

        @Override
        public Collection<String> fields() {
            return List.of(NAME);
        }

        @Override
        public <C> void inject(Context context, @Nullable C carrier, TextMapSetter<C> setter) {
            String id = context.get(KEY);
            if (id != null) {
                setter.set(carrier, NAME, id);
            }
        }

        @Override
        public <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
            String id = getter.get(carrier, NAME);
            return id == null ? context : context.with(KEY, id);
        }
    }
}
