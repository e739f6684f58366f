// SPDX-License-Identifier: Apache-2.0
package io.headerhop.coexistence;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.HeaderPropagation;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.extension.trace.propagation.B3Propagator;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** OpenTelemetry's SDK with its W3C and B3 propagators, used by a service's own filter and interceptor. */
class OpenTelemetrySdkTest {
    private final OpenTelemetrySdk openTelemetry = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(InMemorySpanExporter.create()))
                    .build())
            .setPropagators(ContextPropagators.create(TextMapPropagator.composite(
                    W3CTraceContextPropagator.getInstance(), B3Propagator.injectingSingleHeader())))
            .build();
    private final TextMapPropagator propagator = openTelemetry.getPropagators().getTextMapPropagator();
    private final Tracer tracer = openTelemetry.getTracer("relay");

    @AfterEach
    void close() {
        openTelemetry.close();
    }

    /** It writes before Headerhop does. */
    @Nested
    class AsApplicationInterceptor implements TracerContract {
        @Override
        public RelayService start(HeaderPropagation propagation) throws Exception {
            OkHttpClient client = new OkHttpClient.Builder()
                    .addInterceptor(OpenTelemetrySdkTest.this::traced)
                    .build();
            return new RelayService(propagation, client, new TracerFilter());
        }

        @Test
        void byDefaultItsHeadersKeepBothGroupsOut() throws Exception {
            try (RelayService service = start(HeaderPropagation.istio())) {
                Map<String, String> received = service.receivedFor(Inbound.ALL);
                assertThat(received).containsKeys("b3", "traceparent").doesNotContainKey("x-b3-traceid");
                Inbound.assertTracersOwn(received);
            }
        }
    }

    /** It writes after Headerhop, replacing headers with the same name. */
    @Nested
    class AsNetworkInterceptor implements TracerContract {
        @Override
        public RelayService start(HeaderPropagation propagation) throws Exception {
            OkHttpClient client = new OkHttpClient.Builder()
                    .addNetworkInterceptor(OpenTelemetrySdkTest.this::traced)
                    .build();
            return new RelayService(propagation, client, new TracerFilter());
        }

        @Test
        void byDefaultItsB3StandsBesideTheCallersOtherForm() throws Exception {
            try (RelayService service = start(HeaderPropagation.istio())) {
                assertThat(service.receivedFor(Inbound.ALL))
                        .containsKey("b3")
                        .contains(entry("x-b3-spanid", Inbound.SPAN_ID))
                        .doesNotContainEntry("traceparent", Inbound.TRACEPARENT);
            }
        }
    }

    private Response traced(Interceptor.Chain chain) throws IOException {
        Span span = tracer.spanBuilder("call").setSpanKind(SpanKind.CLIENT).startSpan();
        Request.Builder request = chain.request().newBuilder();
        propagator.inject(Context.current().with(span), request, Request.Builder::header);
        try {
            return chain.proceed(request.build());
        } finally {
            span.end();
        }
    }

    private final class TracerFilter implements Filter {
        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            Context caller = propagator.extract(Context.root(), (HttpServletRequest) request, RequestGetter.INSTANCE);
            Span span = tracer.spanBuilder("serve")
                    .setParent(caller)
                    .setSpanKind(SpanKind.SERVER)
                    .startSpan();
            try (Scope scope = caller.with(span).makeCurrent()) {
                chain.doFilter(request, response);
            } finally {
                span.end();
            }
        }
    }

    private enum RequestGetter implements TextMapGetter<HttpServletRequest> {
        INSTANCE;

        @Override
        public Iterable<String> keys(HttpServletRequest request) {
            return Collections.list(request.getHeaderNames());
        }

        @Override
        public @Nullable String get(@Nullable HttpServletRequest request, String name) {
            return request == null ? null : request.getHeader(name);
        }
    }
}
